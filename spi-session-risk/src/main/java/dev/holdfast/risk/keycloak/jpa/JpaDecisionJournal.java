package dev.holdfast.risk.keycloak.jpa;

import dev.holdfast.risk.journal.DecisionJournal;
import dev.holdfast.risk.journal.JournalReader;
import dev.holdfast.risk.journal.WriteBehindJournal;
import dev.holdfast.risk.keycloak.DecisionJournalProvider;
import dev.holdfast.risk.keycloak.PolicyReplays;
import org.keycloak.models.KeycloakSession;

/** The journal of one Keycloak session. */
final class JpaDecisionJournal implements DecisionJournalProvider {

    private final KeycloakSession session;
    private final WriteBehindJournal journal;
    private final JournalOptions options;

    JpaDecisionJournal(KeycloakSession session, WriteBehindJournal journal, JournalOptions options) {
        this.session = session;
        this.journal = journal;
        this.options = options;
    }

    @Override
    public DecisionJournal journal() {
        return journal;
    }

    @Override
    public JournalReader reader() {
        return new JpaJournalReader(JpaDecisionJournalFactory.entities(session));
    }

    @Override
    public PolicyReplays replays() {
        return new JpaPolicyReplays(session, options);
    }
}
