package dev.holdfast.rp.retry;

import java.time.Duration;

/**
 * How long to wait after failures in a row, so that a server in trouble is not troubled more:
 *
 * <pre>
 * failures   1     2     3     4     5     6     7 …
 * wait       1 s   2 s   4 s   8 s  16 s  32 s  64 s …  up to the longest
 * </pre>
 *
 * <p>Less up to a quarter, by chance: clients that failed together come back one by one.
 *
 * @param longest never waits longer than this
 */
public record Backoff(Duration longest) {

    private static final Duration FIRST = Duration.ofSeconds(1);
    /** Doubled more often, a second is longer than any limit of sense. */
    private static final int MOST_DOUBLINGS = 16;

    /**
     * The wait after some failures.
     *
     * @param failures in a row, at least 1
     * @param chance 0 to 1
     * @return the wait, more than zero
     */
    public Duration after(int failures, double chance) {
        Duration full = FIRST.multipliedBy(1L << Math.min(failures - 1, MOST_DOUBLINGS));
        Duration bounded = full.compareTo(longest) < 0 ? full : longest;
        return bounded.minusMillis((long) (bounded.toMillis() * chance / 4));
    }
}
