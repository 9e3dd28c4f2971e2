package dev.holdfast.rp.signal;

import java.time.Duration;
import java.time.Instant;

/** So many in a minute, counted from the first. */
final class RateLimit {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int most;
    private Instant begin = Instant.MIN;
    private int count;

    RateLimit(int most) {
        this.most = most;
    }

    synchronized boolean allows(Instant now) {
        if (begin.equals(Instant.MIN) || !now.isBefore(begin.plus(WINDOW))) {
            begin = now;
            count = 0;
        }
        count = Math.min(count + 1, most + 1);
        return count <= most;
    }
}
