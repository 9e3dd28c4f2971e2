package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.NonceDemand;
import dev.holdfast.binding.nonce.NonceVerdict;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/**
 * Asks for nonces of the server where the policy wants them (RFC 9449 section 8), and knows what a challenge was answered
 * with. Only where the flow keeps the error that tells the client: the authorization code, device, CIBA and password grants
 * turn every error of a policy into another.
 */
public final class NonceGate {

    private static final Set<String> GRANTS_THAT_CAN_ASK = Set.of(
            OAuth2Constants.CLIENT_CREDENTIALS,
            OAuth2Constants.REFRESH_TOKEN,
            OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE,
            OAuth2Constants.JWT_AUTHORIZATION_GRANT);

    private final KeycloakSession session;
    private final TokenRequest request;
    private final BindingSettings settings;
    private final BindingKeys keys;

    /**
     * The gate of one request.
     *
     * @param session the session of the request
     * @param request the request
     * @param settings what the policy asks
     * @param keys the proven keys
     */
    public NonceGate(KeycloakSession session, TokenRequest request, BindingSettings settings, BindingKeys keys) {
        this.session = session;
        this.request = request;
        this.settings = settings;
        this.keys = keys;
    }

    /**
     * Whether the client can be asked for a fresh proof.
     *
     * @return false without a DPoP proof, where the flow forbids the error, and where the policy says never
     */
    public boolean canAsk() {
        return settings.nonces() != NonceDemand.OFF
                && keys.dpop().isPresent()
                && GRANTS_THAT_CAN_ASK.contains(request.grant());
    }

    /** Lets a request pass or demands a nonce; a nonce that is not ours, or too old, is never passed over. */
    void pass() throws ClientPolicyException {
        ServerNonces nonces = ServerNonces.of(session);
        if (!canAsk()
                || (settings.nonces() == NonceDemand.ON_RISK
                        && nonces.presented().isEmpty())) {
            return;
        }
        boolean fresh =
                nonces.verify(Instant.now(), settings.nonceLifetime(), nonces.general()) instanceof NonceVerdict.Valid;
        if (!fresh && answer().isEmpty()) {
            throw nonces.challenge(Instant.now(), nonces.general());
        }
    }

    /**
     * How long the client took to answer a challenge that was put to it.
     *
     * @return the round trip, empty if the proof answers no challenge to this session
     */
    public Optional<Duration> answer() {
        ServerNonces nonces = ServerNonces.of(session);
        return canAsk()
                        && nonces.verify(Instant.now(), settings.nonceLifetime(), nonces.challengeTo(holder()))
                                instanceof NonceVerdict.Valid valid
                ? Optional.of(valid.roundTrip())
                : Optional.empty();
    }

    /**
     * Whether the nonce of the proof is used for the first time. Asking uses it: only the first answer to a challenge says
     * how long the way to the client is.
     *
     * @return true once for each nonce
     */
    public boolean isFirstUse() {
        return ServerNonces.of(session)
                .presented()
                .map(nonce -> session.singleUseObjects()
                        .putIfAbsent(
                                "holdfast.nonce." + nonce,
                                settings.nonceLifetime().toSeconds() + 1))
                .orElse(false);
    }

    /**
     * Puts a challenge to the client: a nonce that is good for nothing but the answer of this session.
     *
     * @return the refusal to throw, 400 {@code use_dpop_nonce}
     */
    public ClientPolicyException challenge() {
        ServerNonces nonces = ServerNonces.of(session);
        return nonces.challenge(
                Instant.now(), nonces.challengeTo(holder()), Txn.in(session, "A fresh proof of the key is required"));
    }

    /** Whom a challenge is put to: a session that is refreshed, else an instance of the client, known by its key. */
    private String holder() {
        return request.refreshToken()
                .map(token -> "session " + token.getSessionId())
                .orElseGet(() -> "client " + request.client().getClientId() + " "
                        + keys.dpop().map(KeyThumbprint::value).orElse(""));
    }
}
