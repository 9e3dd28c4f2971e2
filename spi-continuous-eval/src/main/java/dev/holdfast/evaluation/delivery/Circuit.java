package dev.holdfast.evaluation.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Stops sending to a receiver that does not work. It opens after {@value #FAILURES_TO_OPEN} failures in a row; when its pause is
 * over one event probes the receiver: taken, and the circuit closes; not taken, and it opens for twice as long, at most a
 * minute. Safe for several threads.
 */
public final class Circuit {

    /** What it is in. */
    public enum State {
        /** Everything is sent. */
        CLOSED(0),
        /** One event at a time is sent to see whether the receiver works. */
        HALF_OPEN(1),
        /** Nothing is sent. */
        OPEN(2);

        private final int value;

        State(int value) {
            this.value = value;
        }

        /** As the metric says it. */
        public int value() {
            return value;
        }
    }

    /** So many failures in a row open it. */
    public static final int FAILURES_TO_OPEN = 5;

    private int failures;
    private int openings;
    private Instant openUntil = Instant.MIN;

    /** A new one is closed. */
    public Circuit() {}

    /** The state at a time. */
    public synchronized State state(Instant now) {
        if (openings == 0) {
            return State.CLOSED;
        }
        return now.isBefore(openUntil) ? State.OPEN : State.HALF_OPEN;
    }

    /** When it stops being open, empty if it is not. */
    public synchronized Optional<Instant> openUntil(Instant now) {
        return state(now) == State.OPEN ? Optional.of(openUntil) : Optional.empty();
    }

    /** Whether the last answer was a failure, so that it is better not to send much at once. */
    public synchronized boolean isDoubtful() {
        return failures > 0;
    }

    /**
     * The receiver answered, be it with a refusal.
     *
     * @return whether this closed it
     */
    public synchronized boolean answered() {
        boolean closes = openings > 0;
        failures = 0;
        openings = 0;
        return closes;
    }

    /**
     * The receiver did not work.
     *
     * @param now when
     * @param retryAfter how long it asked to be left alone; opens the circuit at once
     * @param random from 0 to 1
     * @return whether this opened it
     */
    public synchronized boolean failed(Instant now, Optional<Duration> retryAfter, double random) {
        failures++;
        if (state(now) == State.OPEN) {
            // The others of a batch that was under way when it opened.
            return false;
        }
        if (openings == 0 && failures < FAILURES_TO_OPEN && retryAfter.isEmpty()) {
            return false;
        }
        openings++;
        Duration pause = RetrySchedule.whenUnavailable(openings, random);
        openUntil =
                now.plus(retryAfter.filter(asked -> asked.compareTo(pause) > 0).orElse(pause));
        return true;
    }
}
