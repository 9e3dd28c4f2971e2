package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.BindingBreach;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.BindingBreachListener;
import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.keycloak.event.DecisionDetails;
import dev.holdfast.risk.keycloak.event.TrustEvents;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.Findings;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import dev.holdfast.risk.response.TokenRevocation;
import dev.holdfast.risk.signal.BindingBroken;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.KeycloakSession;

/**
 * Answers breaches of the binding: writes them into the history of the session they belong to, and ends the session where
 * the caller had authenticated as the client and proved another key. Without the first a stranger could end sessions at
 * will; a request without any proof gets nothing and may be the holder's own mistake.
 */
final class BreachResponse implements BindingBreachListener {

    private static final Logger LOG = Logger.getLogger(BreachResponse.class);

    private final KeycloakSession session;
    private final TokenRequestReader reader;

    BreachResponse(KeycloakSession session, TokenRequestReader reader) {
        this.session = session;
        this.reader = reader;
    }

    @Override
    public void onBreach(BindingBreach breach) {
        HoldfastMetric.BREACHES.count(breach.kind().name().toLowerCase(Locale.ROOT));
        boolean ends = breach.clientAuthenticated()
                && breach.sessionId().isPresent()
                && breach.kind() != BindingBreach.Kind.MISSING_KEY;
        // The session ends first: a history that cannot be reached must not keep it alive.
        Outcome outcome = new Outcome(ends ? "revoke" : "refuse", List.of(BindingBroken.of(breach)));
        boolean ended = ends
                && attempt(breach, "end the session", () -> respond(breach, Findings.of(outcome, breach.presented())));
        if (!ends && breach.kind() == BindingBreach.Kind.BARRED_KEY && breach.clientAuthenticated()) {
            attempt(breach, "report the credential", () -> report(breach));
        }
        if (breach.barred()) {
            // What the thief was issued in the client's own name lives on without a session.
            breach.presented()
                    .ifPresent(key -> attempt(breach, "revoke the key's tokens", () -> distrust(breach, key)));
        }
        attempt(breach, "raise an event", () -> raise(breach, ended, outcome));
        // Trust has ended also where the session could not: the next request is judged by that.
        attempt(breach, "remember it", () -> remember(breach, ends, outcome));
    }

    /** None of these must keep the others from being done. */
    private static boolean attempt(BindingBreach breach, String what, Runnable step) {
        try {
            step.run();
            return true;
        } catch (RuntimeException failure) {
            LOG.errorf(
                    "After a %s breach of client %s, session %s: could not %s: %s",
                    breach.kind(),
                    breach.clientId(),
                    breach.sessionId().orElse("none"),
                    what,
                    failure.getClass().getName());
            return false;
        }
    }

    private void report(BindingBreach breach) {
        CompromiseReport report = new CompromiseReport(
                Txn.of(session),
                breach.at(),
                breach.clientId(),
                "The client's credential was used with a key seen in a theft");
        new RecentlyTold(session)
                .once(
                        () -> new SessionResponses(session).report(report),
                        "compromise",
                        breach.clientId(),
                        breach.presented().map(KeyThumbprint::value).orElse(""));
    }

    private void raise(BindingBreach breach, boolean ended, Outcome outcome) {
        TrustEvents.About about = new TrustEvents.About(breach.clientId(), breach.sessionId(), breach.userId());
        DecisionDetails details = DecisionDetails.of(Txn.of(session), Optional.of(outcome), Mode.ENFORCE);
        if (ended) {
            TrustEvents.ended(session, about, details);
        } else {
            TrustEvents.refused(session, about, details);
        }
    }

    private void distrust(BindingBreach breach, KeyThumbprint key) {
        TokenRevocation order = new TokenRevocation(
                Txn.of(session),
                breach.at(),
                Initiator.POLICY,
                breach.clientId(),
                Optional.of(key),
                "The key was used with a stolen token");
        new SessionResponses(session).revoke(order);
    }

    private void remember(BindingBreach breach, boolean ends, Outcome outcome) {
        String grant =
                breach.sessionId().isPresent() ? OAuth2Constants.REFRESH_TOKEN : OAuth2Constants.CLIENT_CREDENTIALS;
        TokenRequestReader.Read read = reader.read(
                breach.at(),
                breach.clientId(),
                grant,
                breach.sessionId(),
                breach.presented(),
                TokenRequestReader.Ask.NONE);
        attempt(
                breach,
                "journal it",
                () -> JudgedRequest.refused(read, outcome, ends).journal(session, Mode.ENFORCE, RiskSettings.DEFAULT));
        session.getProvider(SessionHistoryProvider.class)
                .histories()
                .refuse(read.subject(), read.observation(), outcome, ends);
    }

    private void respond(BindingBreach breach, Findings findings) {
        RevocationOrder order = new RevocationOrder(
                Txn.of(session),
                breach.at(),
                Initiator.POLICY,
                breach.clientId(),
                breach.sessionId().orElseThrow(),
                breach.userId().orElse(""),
                "A token of the session was presented without its key",
                Optional.of(findings));
        new SessionResponses(session).revoke(List.of(order));
    }
}
