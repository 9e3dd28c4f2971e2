package dev.holdfast.evaluation.decisions;

import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.WriteBehindJournal.Row;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Flow;

/**
 * The listeners of this node. What they hear is read from the journal, so it is what all nodes decided, in the order of their
 * numbers. No thread and no connection belongs to a listener: {@link #tick} serves them one after the other.
 */
public final class DecisionFeed {

    /** More listeners than this are turned away: each costs a query per tick. */
    public static final int MOST = 32;

    /** Where decisions are read. */
    @FunctionalInterface
    public interface Journal {

        /**
         * Decisions in the order of their numbers.
         *
         * @param query which; where it begins and ends is not asked
         * @param from the lowest number
         * @param max how many at most
         * @return the lowest numbers first
         */
        List<Row> onward(JournalQuery query, long from, int max);
    }

    private final List<FeedListener> listeners = new CopyOnWriteArrayList<>();
    private final Clock clock;

    /**
     * Nobody listens yet.
     *
     * @param clock numbers decisions as the journal does
     */
    public DecisionFeed(Clock clock) {
        this.clock = clock;
    }

    /**
     * Lets somebody listen.
     *
     * @param query to which decisions
     * @param last the number of the last decision that was heard; what was decided some seconds before it comes once more.
     *     Empty to hear only what is decided from now on
     * @param until when to end
     * @return what is heard, for one subscriber; empty if too many listen
     */
    public synchronized Optional<Flow.Publisher<FeedItem>> listen(
            JournalQuery query, OptionalLong last, Instant until) {
        if (count() >= MOST) {
            return Optional.empty();
        }
        long start =
                last.isPresent() ? last.getAsLong() - FeedListener.OVERLAP.toMillis() * 1_000 : clock.millis() * 1_000;
        FeedListener listener = new FeedListener(query, start, until, clock.instant());
        listeners.add(listener);
        return Optional.of(listener);
    }

    /**
     * Serves everybody once.
     *
     * @param journal where decisions are read
     */
    public void tick(Journal journal) {
        Instant now = clock.instant();
        listeners.forEach(listener -> listener.tick(now, journal));
        listeners.removeIf(listener -> !listener.isOpen());
    }

    /**
     * How many listen.
     *
     * @return at most {@link #MOST}
     */
    public int count() {
        return (int) listeners.stream().filter(FeedListener::isOpen).count();
    }

    /** Ends all. */
    public void close() {
        listeners.forEach(listener -> listener.end("stopping"));
        listeners.clear();
    }
}
