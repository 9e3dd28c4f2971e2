package dev.holdfast.risk.replay;

import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalReader.Page;
import dev.holdfast.risk.journal.JournalReader.Position;
import java.util.function.BooleanSupplier;

/** One replay over the pages of a journal, until its end, until somebody cancels it or until its time is up. */
public final class ReplayRun {

    /** How a run ended. */
    public enum End {
        /** All is replayed. */
        DONE,
        /** The time was up. */
        TIME_UP,
        /** Somebody cancelled it. */
        CANCELLED
    }

    /** Where pages come from. */
    @FunctionalInterface
    public interface Pages {

        /**
         * Reads the next page.
         *
         * @param after where the page before ended
         * @return the page, empty behind the last decision
         */
        Page read(Position after);
    }

    /** Who watches. */
    @FunctionalInterface
    public interface Watcher {

        /**
         * Hears how far the replay is.
         *
         * @param done how many decisions are replayed
         * @return whether it goes on; false for a cancelled one
         */
        boolean goesOn(long done);
    }

    private ReplayRun() {}

    /**
     * Runs a replay. Progress is told, and cancellation seen, after each page.
     *
     * @param replay the replay
     * @param pages where decisions come from
     * @param watcher who watches
     * @param timeUp whether the time is up
     * @return how it ended
     */
    public static End run(PolicyReplay replay, Pages pages, Watcher watcher, BooleanSupplier timeUp) {
        long done = 0;
        Page page = pages.read(Position.START);
        while (!page.entries().isEmpty()) {
            for (JournalEntry entry : page.entries()) {
                replay.add(entry);
            }
            done += page.entries().size();
            if (!watcher.goesOn(done)) {
                return End.CANCELLED;
            }
            if (timeUp.getAsBoolean()) {
                return End.TIME_UP;
            }
            page = pages.read(page.end());
        }
        return End.DONE;
    }
}
