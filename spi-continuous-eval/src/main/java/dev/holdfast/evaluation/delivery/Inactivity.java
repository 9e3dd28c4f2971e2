package dev.holdfast.evaluation.delivery;

import java.time.Duration;
import java.time.Instant;

/**
 * When a receiver counts as gone (SSF 1.0 section 8.1.1, {@code inactivity_timeout}).
 *
 * @param timeout how long it may be silent
 */
public record Inactivity(Duration timeout) {

    /** Keycloak notes a call of a receiver only if the one it noted before is as old as this. */
    public static final Duration NOTED_EVERY = Duration.ofMinutes(5);

    /**
     * Whether the time-out has passed for sure.
     *
     * @param noted the last call of the receiver that was noted
     * @param now the time
     * @return false while a later call may have gone unnoted
     */
    public boolean isOver(Instant noted, Instant now) {
        return now.isAfter(noted.plus(timeout).plus(NOTED_EVERY));
    }
}
