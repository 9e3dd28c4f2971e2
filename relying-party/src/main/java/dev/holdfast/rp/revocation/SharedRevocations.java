package dev.holdfast.rp.revocation;

import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.Recording.Recorded;
import dev.holdfast.rp.revocation.RevocationStore.Stored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * One node's share of the revocations of all: what this node hears goes into its index and to the store, what the
 * others hear comes from the store. A request asks the index only. Safe for use by several threads.
 */
public final class SharedRevocations implements AutoCloseable {

    private static final int PAGE = 1_000;
    /**
     * How far back is read again. A database may give out position 6 before the row at 5 can be seen; a single insert takes
     * milliseconds, so whoever looks back this far misses none.
     */
    private static final Duration LOOK_BACK = Duration.ofSeconds(30);
    /** Expired rows cost nothing but room. */
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(10);

    private record Reached(Instant at, long position) {}

    private final RevocationStore store;
    private final RevocationIndex index;
    private final Clock clock;
    private final Deque<Reached> reached = new ArrayDeque<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-revocations");
        thread.setDaemon(true);
        return thread;
    });
    private long settled;
    private Instant purgeAt;
    private volatile Optional<Instant> caughtUpAt = Optional.empty();

    /**
     * Reads the store once, so that a node that starts knows what the others know.
     *
     * @param store shared by all nodes
     * @param index of this node
     * @param clock tells the time
     * @throws dev.holdfast.rp.memory.StoreUnavailableException if the store cannot be reached
     * @throws IndexFullException if the index is too small
     */
    public SharedRevocations(RevocationStore store, RevocationIndex index, Clock clock) {
        this.store = store;
        this.index = index;
        this.clock = clock;
        this.purgeAt = clock.instant().plus(PURGE_INTERVAL);
        catchUp();
    }

    /**
     * Takes in an event, for all nodes. When this returns it is kept, and in force on this node.
     *
     * @param event an event
     * @return what became of it
     * @throws IndexFullException if there is no room
     * @throws dev.holdfast.rp.memory.StoreUnavailableException if the store cannot be reached; it is in force here all the
     *     same, and should be delivered again
     */
    public Recording record(VerifiedEvent event) {
        Recording recording = index.record(event);
        if (recording instanceof Recorded recorded) {
            store.add(recorded.revocation());
        }
        return recording;
    }

    /**
     * Reads again and again, in a thread of its own, until this is closed. A failure leaves {@link #caughtUpAt()} behind.
     *
     * @param interval more than zero; how late, at most, a node knows what another has heard
     */
    public void catchUpEvery(Duration interval) {
        var unused = timer.scheduleWithFixedDelay(
                this::catchUpIfPossible, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Reads what the other nodes have added since.
     *
     * @throws dev.holdfast.rp.memory.StoreUnavailableException if the store cannot be reached
     * @throws IndexFullException if the index is too small
     */
    public synchronized void catchUp() {
        Instant now = clock.instant();
        long position = settled;
        List<Stored> page;
        do {
            page = store.after(position, now, PAGE);
            for (Stored stored : page) {
                index.put(stored.revocation());
                position = stored.position();
            }
        } while (page.size() == PAGE);
        reached.addLast(new Reached(now, position));
        while (!reached.isEmpty() && !reached.getFirst().at().plus(LOOK_BACK).isAfter(now)) {
            settled = reached.removeFirst().position();
        }
        caughtUpAt = Optional.of(now);
        if (!now.isBefore(purgeAt)) {
            purgeAt = now.plus(PURGE_INTERVAL);
            store.purge(now);
        }
    }

    /**
     * When the store was last read to its end, for a gauge.
     *
     * @return the time
     */
    public Optional<Instant> caughtUpAt() {
        return caughtUpAt;
    }

    /** Stops reading. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void catchUpIfPossible() {
        try {
            catchUp();
        } catch (RuntimeException e) {
            // Else the timer would stop; caughtUpAt() stands still and says so.
            return;
        }
    }
}
