package dev.holdfast.evaluation.delivery;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;

/**
 * Work for many receivers on few threads, receivers in turn: each holds at most so many threads, so that one that does not
 * answer holds up nobody else, and at most so much work waits for each.
 */
public final class FairWork {

    private final Executor threads;
    private final int most;
    private final int mostWaiting;
    private final Map<String, Lane> lanes = new HashMap<>();

    /** The work of one receiver; guarded by the outer object. */
    private static final class Lane {
        final Deque<Runnable> waiting = new ArrayDeque<>();
        int running;
    }

    /**
     * Makes it.
     *
     * @param threads do the work
     * @param most how many of them a receiver may hold
     * @param mostWaiting how much may wait for a receiver
     */
    public FairWork(Executor threads, int most, int mostWaiting) {
        this.threads = threads;
        this.most = most;
        this.mostWaiting = mostWaiting;
    }

    /**
     * Adds work.
     *
     * @param receiver whom it is for
     * @param work the work
     * @return false if too much waits for this receiver: then it is not done
     */
    public synchronized boolean add(String receiver, Runnable work) {
        Lane lane = lanes.computeIfAbsent(receiver, name -> new Lane());
        if (lane.waiting.size() >= mostWaiting) {
            return false;
        }
        lane.waiting.add(work);
        if (lane.running < most) {
            lane.running++;
            threads.execute(() -> runOne(receiver, lane));
        }
        return true;
    }

    private void runOne(String receiver, Lane lane) {
        try {
            next(lane).ifPresent(Runnable::run);
        } finally {
            goOn(receiver, lane);
        }
    }

    private synchronized Optional<Runnable> next(Lane lane) {
        return Optional.ofNullable(lane.waiting.poll());
    }

    private synchronized void goOn(String receiver, Lane lane) {
        if (!lane.waiting.isEmpty()) {
            // Behind the others, so that they have their turn.
            threads.execute(() -> runOne(receiver, lane));
            return;
        }
        lane.running--;
        if (lane.running == 0) {
            lanes.remove(receiver);
        }
    }
}
