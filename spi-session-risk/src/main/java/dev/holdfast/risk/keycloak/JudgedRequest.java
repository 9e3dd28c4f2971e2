package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.Mode;
import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalEntry.Course;
import dev.holdfast.risk.live.Assessed;
import dev.holdfast.risk.signal.Standing;
import org.keycloak.models.KeycloakSession;

/**
 * A request and what was decided on it, for the journal.
 *
 * @param read the request
 * @param told what was known from elsewhere
 * @param course how the decision came about
 * @param outcome the answer and its reasons
 */
record JudgedRequest(TokenRequestReader.Read read, Standing told, Course course, Outcome outcome) {

    static JudgedRequest of(
            TokenRequestReader.Read read, Standing told, boolean answered, boolean ends, Assessed assessed) {
        boolean ended = ends && assessed.judgement().decision() instanceof Decision.Revoke;
        return new JudgedRequest(
                read,
                told,
                new Course(true, answered, ended),
                assessed.judgement().toOutcome());
    }

    static JudgedRequest refused(TokenRequestReader.Read read, Outcome outcome, boolean ended) {
        return new JudgedRequest(read, Standing.NONE, new Course(false, false, ended), outcome);
    }

    /** Takes it down, if a journal is installed; never waits. */
    void journal(KeycloakSession session, Mode mode, RiskSettings settings) {
        DecisionJournalProvider journal = session.getProvider(DecisionJournalProvider.class);
        if (journal != null) {
            journal.journal()
                    .write(new JournalEntry(
                            session.getContext().getRealm().getId(),
                            read.subject(),
                            read.observation(),
                            told,
                            course,
                            mode,
                            settings,
                            outcome));
        }
    }
}
