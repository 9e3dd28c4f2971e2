package dev.holdfast.evaluation.keycloak;

import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.KnownReports;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.keycloak.event.DecisionDetails;
import dev.holdfast.risk.keycloak.event.TrustEvents;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.keycloak.models.KeycloakSession;

/** Ends sessions for one reason that came from outside of a token request; all that is said of it has one {@code txn}. */
public final class SessionEnding {

    private final KeycloakSession session;
    private final Initiator initiator;
    private final KnownReports reports;
    private final String txn = Txn.next();

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
        TokenRevocation order = new TokenRevocation(txn, Instant.now(), initiator, clientId, key, reason);
        session.getAllProviders(SessionResponse.class).forEach(response -> response.revoke(order));
    }

    /**
     * Ends sessions, here and at the relying parties, for good: whoever still uses one is told apart as using what has ended.
     *
     * @param ended the sessions
     * @param cause names what they ended by
     * @param reason why, in words that may be told to relying parties
     * @param words by what, in words for an administrator
     */
    public void end(Collection<LiveSession> ended, String cause, String reason, String words) {
        Instant now = Instant.now();
        List<RevocationOrder> orders = ended.stream()
                .map(one -> new RevocationOrder(txn, now, initiator, one.clientId(), one.id(), one.userId(), reason))
                .toList();
        session.getAllProviders(SessionResponse.class).forEach(response -> response.revoke(orders));
        String realmId = session.getContext().getRealm().getId();
        RiskReport report = new RiskReport(cause, now, RiskReport.Kind.ENDED, 0, words);
        ended.forEach(one -> {
            TrustEvents.ended(
                    session,
                    new TrustEvents.About(one.clientId(), Optional.of(one.id()), Optional.of(one.userId())),
                    DecisionDetails.ended(txn));
            reports.add(SessionKey.ofSession(realmId, one.id()), report);
        });
    }
}
