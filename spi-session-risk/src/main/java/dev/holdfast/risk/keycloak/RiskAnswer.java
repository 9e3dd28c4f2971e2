package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.keycloak.IssueLimits;
import dev.holdfast.binding.keycloak.NonceGate;
import dev.holdfast.binding.keycloak.TokenRequest;
import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.keycloak.event.DecisionDetails;
import dev.holdfast.risk.keycloak.event.TrustEvents;
import dev.holdfast.risk.live.Assessed;
import dev.holdfast.risk.response.Findings;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyException;

/** Does what was judged of one request, and tells of it. */
final class RiskAnswer {

    private static final Logger LOG = Logger.getLogger(RiskAnswer.class);

    private final KeycloakSession session;
    private final TokenRequest request;
    private final TokenRequestReader.Read read;
    private final NonceGate nonces;

    RiskAnswer(KeycloakSession session, TokenRequest request, TokenRequestReader.Read read, NonceGate nonces) {
        this.session = session;
        this.request = request;
        this.read = read;
        this.nonces = nonces;
    }

    /**
     * Shortens, challenges or ends.
     *
     * @param judgement what to do
     * @param lastIssued when tokens were last issued to whoever asks, as far as that is known
     * @throws ClientPolicyException with the answer, if the request is refused
     */
    void act(Judgement judgement, Optional<Instant> lastIssued) throws ClientPolicyException {
        Decision decision = judgement.decision();
        if (decision instanceof Decision.Restrict restrict) {
            IssueLimits.shorten(session, restrict.lifetime());
        } else if (decision instanceof Decision.Rebind) {
            raise(false);
            request.discardNewSession(session);
            // Where the flow cannot ask for a fresh proof, the session waits for a new grant.
            throw nonces.canAsk()
                    ? nonces.challenge()
                    : new ClientPolicyException(
                            OAuthErrorException.INVALID_GRANT, Txn.in(session, "Authenticate anew to continue"));
        } else if (decision instanceof Decision.Revoke) {
            raise(request.refreshToken()
                    .filter(token -> revoke(judgement, token))
                    .isPresent());
            if (request.sessionId().isEmpty()) {
                read.observation().key().ifPresent(key -> distrust(key, lastIssued));
            }
            request.discardNewSession(session);
            throw new ClientPolicyException(
                    OAuthErrorException.INVALID_GRANT, Txn.in(session, "The session has ended"));
        }
    }

    private void raise(boolean ended) {
        TrustEvents.About about = new TrustEvents.About(
                request.client().getClientId(),
                request.sessionId(),
                request.refreshToken()
                        .map(RefreshToken::getSubject)
                        .or(() -> request.userSession()
                                .map(UserSessionModel::getUser)
                                .map(UserModel::getId)));
        DecisionDetails.of(session).ifPresent(details -> {
            if (ended) {
                TrustEvents.ended(session, about, details);
            } else {
                TrustEvents.refused(session, about, details);
            }
        });
    }

    private Findings findings(Judgement judgement) {
        return Findings.of(judgement.toOutcome(), read.observation().key());
    }

    /**
     * Without a session what was issued to the key before is all that can fall: once, however often the request is repeated. It is
     * refused either way.
     */
    private void distrust(KeyThumbprint key, Optional<Instant> lastIssued) {
        TokenRevocation order = new TokenRevocation(
                Txn.of(session),
                read.observation().at(),
                Initiator.POLICY,
                read.subject().clientId(),
                Optional.of(key),
                "The holder of the key is no longer trusted");
        try {
            // Tokens that were issued since have not fallen yet.
            new RecentlyTold(session)
                    .once(
                            () -> new SessionResponses(session).revoke(order),
                            "key",
                            order.clientId(),
                            key.value(),
                            lastIssued.map(Instant::toString).orElse("never"));
        } catch (RuntimeException e) {
            LOG.errorf(
                    "Tokens of client %s could not be revoked: %s",
                    order.clientId(), e.getClass().getName());
        }
    }

    /** Whether the session has ended; the request is refused either way. */
    private boolean revoke(Judgement judgement, RefreshToken token) {
        RevocationOrder order = new RevocationOrder(
                Txn.of(session),
                read.observation().at(),
                Initiator.POLICY,
                read.subject().clientId(),
                token.getSessionId(),
                token.getSubject(),
                "The session is no longer trusted",
                Optional.of(findings(judgement)));
        try {
            new SessionResponses(session).revoke(List.of(order));
            return true;
        } catch (RuntimeException e) {
            LOG.errorf(
                    "Session %s of client %s could not be ended: %s",
                    order.sessionId(), order.clientId(), e.getClass().getName());
            return false;
        }
    }

    /**
     * Tells of another risk level, before tokens are issued or refused, which does not depend on it.
     *
     * @param assessed what was judged
     * @param sessionId of which session
     */
    void tell(Assessed assessed, String sessionId) {
        String clientId = read.subject().clientId();
        assessed.levelChange(Txn.of(session), read.observation().at(), clientId, sessionId)
                .ifPresent(change -> {
                    try {
                        new SessionResponses(session).tell(change.with(findings(assessed.judgement())));
                    } catch (RuntimeException e) {
                        LOG.errorf(
                                "The risk level of a session of client %s could not be told: %s",
                                clientId, e.getClass().getName());
                    }
                });
    }
}
