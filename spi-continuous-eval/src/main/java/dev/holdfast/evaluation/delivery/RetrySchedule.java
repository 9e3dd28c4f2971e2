package dev.holdfast.evaluation.delivery;

import java.time.Duration;
import java.util.List;

/**
 * When an event that was not taken is tried again.
 *
 * @param refusals the pauses after the first, second … refusal of an event; the last one repeats
 * @param maxAttempts after so many a refused event is a dead letter, 1 or more
 */
public record RetrySchedule(List<Duration> refusals, int maxAttempts) {

    /** An unavailable receiver is probed by its circuit; its events must be due soon after it is back. */
    static final Duration LONGEST_PAUSE_WHEN_UNAVAILABLE = Duration.ofSeconds(60);

    private static final Duration FIRST_PAUSE_WHEN_UNAVAILABLE = Duration.ofSeconds(1);
    private static final double JITTER = 0.25;
    private static final int LARGEST_SHIFT = 10;

    /** Copies the pauses. */
    public RetrySchedule {
        refusals = List.copyOf(refusals);
        if (refusals.isEmpty() || maxAttempts < 1) {
            throw new IllegalArgumentException("A schedule has pauses and at least one attempt");
        }
    }

    /** Whether an event that was refused this often is given up. */
    public boolean isExhausted(int attempts) {
        return attempts >= maxAttempts;
    }

    /**
     * The pause after an event was refused.
     *
     * @param attempts how often it was tried, from 1
     * @param random from 0 to 1
     */
    public Duration afterRefusal(int attempts, double random) {
        return jittered(refusals.get(Math.min(Math.max(attempts, 1), refusals.size()) - 1), random);
    }

    /**
     * The pause after a receiver was unavailable: 1 s, 2 s, 4 s … 60 s.
     *
     * @param attempts how often the event was tried, from 1
     * @param random from 0 to 1
     */
    public static Duration whenUnavailable(int attempts, double random) {
        Duration doubled =
                FIRST_PAUSE_WHEN_UNAVAILABLE.multipliedBy(1L << Math.min(Math.max(attempts, 1) - 1, LARGEST_SHIFT));
        Duration pause =
                doubled.compareTo(LONGEST_PAUSE_WHEN_UNAVAILABLE) > 0 ? LONGEST_PAUSE_WHEN_UNAVAILABLE : doubled;
        return jittered(pause, random);
    }

    /** A quarter less to a quarter more, so that nodes and receivers do not move in step. */
    static Duration jittered(Duration pause, double random) {
        return Duration.ofMillis(Math.round(pause.toMillis() * (1 + JITTER * (2 * random - 1))));
    }
}
