package dev.holdfast.risk.journal;

import java.util.List;

/** Reads decisions. */
public interface JournalReader {

    /**
     * The newest decisions.
     *
     * @param query which
     * @return the newest first
     */
    List<JournalEntry> newest(JournalQuery query);

    /**
     * Decisions in the order of their numbers, over all clients.
     *
     * @param query which; how many are passed over is not asked
     * @param fromNumber the lowest number
     * @return the lowest numbers first, at most as many as the query wants
     */
    List<WriteBehindJournal.Row> onward(JournalQuery query, long fromNumber);

    /**
     * Decisions for a replay: identity by identity, and those of an identity in the order they were made.
     *
     * @param window which
     * @param after where the page before ended, {@link Position#START} for the first one
     * @param max how many at most
     * @return the page, empty behind the last decision
     */
    Page inOrder(Window window, Position after, int max);

    /**
     * Decisions of a realm.
     *
     * @param realmId the realm
     * @param fromNumber only from this number on
     * @param toNumber and up to this one
     */
    record Window(String realmId, long fromNumber, long toNumber) {}

    /**
     * A place in the order of a replay.
     *
     * @param identity names the identity in the store
     * @param number of the decision
     * @param id of the decision
     */
    record Position(String identity, long number, String id) {

        /** Before all. */
        public static final Position START = new Position("", Long.MIN_VALUE, "");
    }

    /**
     * Some decisions.
     *
     * @param entries the decisions
     * @param end where the next page begins
     */
    record Page(List<JournalEntry> entries, Position end) {

        /** Copies the list. */
        public Page {
            entries = List.copyOf(entries);
        }
    }
}
