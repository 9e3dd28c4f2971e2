package dev.holdfast.evaluation.keycloak;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.KnownReports;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.time.Instant;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Ends sessions for a reason that came from outside of a token request. */
public final class SessionEnding {

    private final KeycloakSession session;
    private final Initiator initiator;
    private final KnownReports reports;

    /**
     * For the current realm.
     *
     * @param session the session of a request
     * @param initiator who wants sessions ended
     */
    public SessionEnding(KeycloakSession session, Initiator initiator) {
        this.session = session;
        this.initiator = initiator;
        this.reports = KnownReports.of(session);
    }

    /**
     * Ends, at the relying parties, what no session stands behind.
     *
     * @param clientId whose tokens
     * @param key those that are bound to it; empty for all that were issued in the client's own name
     * @param reason why, in words that may be told to relying parties
     */
    public void endTokens(String clientId, Optional<KeyThumbprint> key, String reason) {
        TokenRevocation order = new TokenRevocation(Instant.now(), initiator, clientId, key, reason);
        session.getAllProviders(SessionResponse.class).forEach(response -> response.revoke(order));
    }

    /**
     * Ends a session, here and at the relying parties, for good: whoever still uses it is told apart as using what has ended.
     *
     * @param ended the session
     * @param cause names what it ended by; several sessions can end by one
     * @param reason why, in words that may be told to relying parties
     * @param words by what, in words for an administrator
     */
    public void end(LiveSession ended, String cause, String reason, String words) {
        Instant now = Instant.now();
        RevocationOrder order =
                new RevocationOrder(now, initiator, ended.clientId(), ended.id(), ended.userId(), reason);
        session.getAllProviders(SessionResponse.class).forEach(response -> response.revoke(order));
        reports.add(
                SessionKey.ofSession(session.getContext().getRealm().getId(), ended.id()),
                new RiskReport(cause, now, RiskReport.Kind.ENDED, 0, words));
    }
}
