package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.nonce.NonceIssuer;
import dev.holdfast.binding.nonce.NonceScope;
import dev.holdfast.binding.nonce.NonceVerdict;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import javax.crypto.SecretKey;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.representations.dpop.DPoP;
import org.keycloak.services.clientpolicy.ClientPolicyException;
import org.keycloak.services.util.DPoPUtil;

/**
 * The server nonces of one request: what its proof carried, and what it is answered with.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 section 8</a>
 */
public final class ServerNonces {

    /** The error of a request whose proof lacks a good nonce. */
    public static final String USE_DPOP_NONCE = "use_dpop_nonce";

    private static final String CLAIM = "nonce";
    private static final String KEPT = "holdfast.nonces";
    private static final SecureRandom RANDOM = new SecureRandom();

    private final String realm;
    private final NonceIssuer issuer;
    private final Optional<String> presented;
    private final BiConsumer<String, String> answerHeader;
    private final Map<Asked, NonceVerdict> verdicts = new HashMap<>();

    private record Asked(Duration lifetime, NonceScope scope) {}

    /** The parts of a request that matter here; the header replaces one of the same name. */
    ServerNonces(String realm, List<SecretKey> keys, Optional<Object> claim, BiConsumer<String, String> answerHeader) {
        this.realm = realm;
        this.issuer = new NonceIssuer(keys, RANDOM);
        this.presented = text(claim);
        this.answerHeader = answerHeader;
    }

    /**
     * Those of the request that a session serves: the same ones whenever it is asked, so that keys are derived and a nonce is judged
     * once.
     *
     * @param session with the realm of the request, after Keycloak has verified its proof
     * @return its nonces
     */
    public static ServerNonces of(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        Optional<Object> claim = Optional.ofNullable(session.getAttribute(DPoPUtil.DPOP_SESSION_ATTRIBUTE, DPoP.class))
                .map(proof -> proof.getOtherClaims().get(CLAIM));
        ServerNonces kept = session.getAttribute(KEPT, ServerNonces.class);
        // Asked for before there was a proof, or for another realm: those are others.
        if (kept != null && kept.realm.equals(realm.getId()) && kept.presented.equals(text(claim))) {
            return kept;
        }
        ServerNonces nonces = new ServerNonces(
                realm.getId(),
                RealmNonceKeys.of(session.keys(), realm),
                claim,
                (name, value) -> session.getContext().getHttpResponse().setHeader(name, value));
        session.setAttribute(KEPT, nonces);
        return nonces;
    }

    /**
     * The scope of nonces for any request to this realm.
     *
     * @return the scope
     */
    public NonceScope general() {
        return new NonceScope.General(realm);
    }

    /**
     * The scope of the nonces of one challenge.
     *
     * @param holder whom it is put to: a session id, or the client and its key
     * @return the scope
     */
    public NonceScope challengeTo(String holder) {
        return new NonceScope.Challenge(realm, holder);
    }

    /**
     * The nonce in the proof that Keycloak has verified.
     *
     * @return the nonce; empty without a proof, without the claim, or if the claim is not a text
     */
    public Optional<String> presented() {
        return presented;
    }

    /**
     * Judges the nonce in the proof, once: asked again, the verdict is the one of the first time. Whether a proof is required at all
     * is decided elsewhere.
     *
     * @param now the time of arrival
     * @param lifetime how long a nonce is good, positive, in milliseconds
     * @param scope the scope that it has to be of
     * @return the verdict; {@link NonceVerdict.Unknown} if there is none, which {@link #presented} tells apart
     */
    public NonceVerdict verify(Instant now, Duration lifetime, NonceScope scope) {
        return presented
                .map(nonce -> verdicts.computeIfAbsent(
                        new Asked(lifetime, scope), first -> issuer.verify(nonce, now, lifetime, scope)))
                .orElseGet(NonceVerdict.Unknown::new);
    }

    /**
     * Sends a nonce along with the answer, whatever it will be; a later one takes the place of an earlier one, so that
     * there is never more than one header (RFC 9449 sections 8 and 8.2).
     *
     * @param now the time of issue
     * @param scope what it is good for
     */
    public void offer(Instant now, NonceScope scope) {
        answerHeader.accept(OAuth2Constants.DPOP_NONCE_HEADER, issuer.issue(now, scope));
        answerHeader.accept(HttpHeaders.CACHE_CONTROL, "no-store");
    }

    /**
     * Demands a nonce: {@link #offer}s it and gives the refusal, to be thrown at an event whose error code Keycloak
     * keeps (refresh, service account, token exchange, JWT authorization grant; it turns others to
     * {@code invalid_grant}).
     *
     * @param now the time of issue
     * @param scope what the nonce is good for
     * @return 400 {@code use_dpop_nonce}
     */
    public ClientPolicyException challenge(Instant now, NonceScope scope) {
        return challenge(now, scope, "The DPoP proof has to carry the nonce of the server");
    }

    ClientPolicyException challenge(Instant now, NonceScope scope, String words) {
        offer(now, scope);
        return new ClientPolicyException(USE_DPOP_NONCE, words, Response.Status.BAD_REQUEST);
    }

    private static Optional<String> text(Optional<Object> claim) {
        return claim.filter(String.class::isInstance).map(String.class::cast);
    }
}
