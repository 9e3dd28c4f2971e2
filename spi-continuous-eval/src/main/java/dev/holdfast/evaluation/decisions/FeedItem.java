package dev.holdfast.evaluation.decisions;

import dev.holdfast.risk.journal.JournalEntry;

/** What a listener gets. */
public sealed interface FeedItem {

    /**
     * A decision.
     *
     * @param number its place in the journal, from which a listener that comes back goes on
     * @param entry the decision
     */
    record Decision(long number, JournalEntry entry) implements FeedItem {}

    /** Nothing new; says that the connection is alive. */
    record Heartbeat() implements FeedItem {}

    /**
     * The last item.
     *
     * @param reason why the feed ends: {@code expired} or {@code stopping}
     */
    record End(String reason) implements FeedItem {}
}
