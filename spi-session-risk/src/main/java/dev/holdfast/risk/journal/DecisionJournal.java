package dev.holdfast.risk.journal;

/** Takes decisions down. */
public interface DecisionJournal {

    /**
     * Takes a decision down, some time later. Never waits and never fails: what cannot be kept is lost and counted.
     *
     * @param entry the decision
     */
    void write(JournalEntry entry);
}
