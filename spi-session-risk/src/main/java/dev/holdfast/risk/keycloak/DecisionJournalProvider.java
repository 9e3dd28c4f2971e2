package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.journal.DecisionJournal;
import dev.holdfast.risk.journal.JournalReader;
import org.keycloak.provider.Provider;

/** The decision journal as a Keycloak provider. */
public interface DecisionJournalProvider extends Provider {

    /**
     * Where decisions are taken down.
     *
     * @return the journal
     */
    DecisionJournal journal();

    /**
     * Where they are read.
     *
     * @return a reader within the transaction of the session
     */
    JournalReader reader();

    /**
     * Replays of a proposed policy over the journal.
     *
     * @return the replays
     */
    PolicyReplays replays();

    @Override
    default void close() {}
}
