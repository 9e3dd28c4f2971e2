package dev.holdfast.rp.stream;

import java.time.Duration;

/**
 * How a {@link PollReceiver} polls.
 *
 * @param maxEvents most events to ask for at once, 1 to 1000
 * @param pause least time from one poll that found nothing to the next, more than zero. A transmitter that holds a poll open
 *     until there is an event makes it irrelevant; Keycloak answers at once, and there it bounds how late an event is heard
 * @param longestPoll how long a poll may stay open, more than zero; longer than the transmitter holds one
 * @param longestBackoff longest wait after failures, more than zero
 */
public record PollSettings(int maxEvents, Duration pause, Duration longestPoll, Duration longestBackoff) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if one is out of range
     */
    public PollSettings {
        if (maxEvents < 1 || maxEvents > 1000) {
            throw new IllegalArgumentException("max events must be 1 to 1000: " + maxEvents);
        }
        positive(pause, "pause");
        positive(longestPoll, "longest poll");
        positive(longestBackoff, "longest backoff");
    }

    /**
     * 100 events at once, a pause of one second, polls that stay open for 90 seconds, waits of a minute after failures.
     *
     * @return settings
     */
    public static PollSettings standard() {
        return new PollSettings(100, Duration.ofSeconds(1), Duration.ofSeconds(90), Duration.ofMinutes(1));
    }

    private static void positive(Duration value, String name) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + " must be more than zero: " + value);
        }
    }
}
