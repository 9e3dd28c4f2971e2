package dev.holdfast.evaluation.keycloak;

import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.KnownReports;
import dev.holdfast.risk.keycloak.SessionResponse;
import dev.holdfast.risk.keycloak.SessionResponses;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;

/** Ends sessions for one reason that came from outside of a token request; all that is said of it has one {@code txn}. */
public final class SessionEnding {

    private static final Logger LOG = Logger.getLogger(SessionEnding.class);

    /** So many are marked before they end; all of thousands would keep the first for seconds. */
    private static final int TOGETHER = 500;

    private final KeycloakSession session;
    private final SessionResponse responses;
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
        this.responses = new SessionResponses(session);
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
        responses.revoke(order);
    }

    /**
     * Ends sessions, here and at the relying parties, for good: whoever still uses one is told apart as using what has ended.
     *
     * @param ended the sessions
     * @param cause names what they ended by
     * @param reason why, in words that may be told to relying parties
     * @param words by what, in words for an administrator
     * @throws RuntimeException if one of them could not be ended; the others are
     */
    public void end(Collection<LiveSession> ended, String cause, String reason, String words) {
        Instant now = Instant.now();
        Marks marks = new Marks(new RiskReport(cause, now, RiskReport.Kind.ENDED, 0, words));
        @Nullable RuntimeException first = null;
        Iterator<LiveSession> rest = ended.iterator();
        while (rest.hasNext()) {
            List<LiveSession> some = next(rest);
            // Before it ends: whoever keeps a session that cannot be ended gets no more tokens.
            some.forEach(marks::add);
            try {
                responses.revoke(some.stream()
                        .map(one -> new RevocationOrder(
                                txn, now, initiator, one.clientId(), one.id(), one.userId(), reason))
                        .toList());
            } catch (RuntimeException failure) {
                first = first == null ? failure : first;
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static List<LiveSession> next(Iterator<LiveSession> rest) {
        List<LiveSession> some = new ArrayList<>();
        while (rest.hasNext() && some.size() < TOGETHER) {
            some.add(rest.next());
        }
        return some;
    }

    /** Marks sessions as ended. Where that cannot be done they end all the same, and nobody waits for each of them. */
    private final class Marks {

        private final RiskReport report;
        private boolean failed;

        Marks(RiskReport report) {
            this.report = report;
        }

        void add(LiveSession one) {
            if (failed) {
                return;
            }
            try {
                reports.add(SessionKey.ofSession(session.getContext().getRealm().getId(), one.id()), report);
            } catch (RuntimeException failure) {
                failed = true;
                LOG.errorf(
                        "Sessions are not marked as ended: %s",
                        failure.getClass().getName());
            }
        }
    }
}
