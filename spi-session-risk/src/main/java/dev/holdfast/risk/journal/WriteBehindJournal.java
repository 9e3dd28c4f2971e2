package dev.holdfast.risk.journal;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Writes decisions in batches behind the back of those who take them down: one worker at a time, and only while there is
 * something to write. A full buffer drops, a failing store loses; both are counted and slow nobody.
 */
public final class WriteBehindJournal implements DecisionJournal {

    /** So many rows of a failed batch are tried alone in vain before the rest of it is given up. */
    private static final int MOST_FAILURES = 2;

    /** Where the rows go. */
    @FunctionalInterface
    public interface Store {

        /**
         * Writes rows, all or none.
         *
         * @param rows the rows
         * @throws RuntimeException if they could not be written
         */
        void write(List<Row> rows);
    }

    /**
     * A decision and its place.
     *
     * @param number rises with each decision of this node, microseconds of the clock where it can
     * @param entry the decision
     */
    public record Row(long number, JournalEntry entry) {}

    private final ArrayBlockingQueue<Row> buffer;
    private final int batch;
    private final Executor executor;
    private final Store store;
    private final Clock clock;
    private final AtomicBoolean working = new AtomicBoolean();
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong newest = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private final AtomicLong lost = new AtomicLong();

    /**
     * An empty journal.
     *
     * @param capacity how many decisions may wait
     * @param batch how many are written at once
     * @param executor where the worker runs
     * @param store where the rows go
     * @param clock numbers them
     */
    public WriteBehindJournal(int capacity, int batch, Executor executor, Store store, Clock clock) {
        this.buffer = new ArrayBlockingQueue<>(capacity);
        this.batch = batch;
        this.executor = executor;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public void write(JournalEntry entry) {
        long now = clock.millis() * 1_000;
        long number = newest.updateAndGet(last -> Math.max(last + 1, now));
        if (!buffer.offer(new Row(number, entry))) {
            dropped.incrementAndGet();
        }
        wake();
    }

    /** Writes what waits, on the thread of the caller. */
    public void flush() {
        writing.lock();
        try {
            List<Row> rows = next();
            while (!rows.isEmpty()) {
                store(rows);
                rows = next();
            }
        } finally {
            writing.unlock();
        }
    }

    /**
     * How many decisions found the buffer full.
     *
     * @return since the start
     */
    public long dropped() {
        return dropped.get();
    }

    /**
     * How many decisions the store did not take.
     *
     * @return since the start
     */
    public long lost() {
        return lost.get();
    }

    private void wake() {
        if (working.compareAndSet(false, true)) {
            try {
                executor.execute(this::work);
            } catch (RejectedExecutionException e) {
                // The server is stopping: what waits is flushed by whoever closes the journal.
                working.set(false);
            }
        }
    }

    private void work() {
        try {
            flush();
        } finally {
            working.set(false);
            if (!buffer.isEmpty()) {
                wake();
            }
        }
    }

    private List<Row> next() {
        List<Row> rows = new ArrayList<>(batch);
        buffer.drainTo(rows, batch);
        return rows;
    }

    /** One row that the store cannot take does not cost the others of its batch. */
    private void store(List<Row> rows) {
        if (isStored(rows)) {
            return;
        }
        int failures = rows.size() == 1 ? MOST_FAILURES : 0;
        for (Row row : rows) {
            if (failures >= MOST_FAILURES || !isStored(List.of(row))) {
                failures++;
                lost.incrementAndGet();
            }
        }
    }

    private boolean isStored(List<Row> rows) {
        try {
            store.write(rows);
            return true;
        } catch (RuntimeException e) {
            return false; // The store has said what failed; here it is counted.
        }
    }
}
