package dev.holdfast.risk.journal;

import java.time.Duration;
import java.time.Instant;

/**
 * How long decisions are kept. Both bounds hold: whatever is older than the one or beyond the other goes.
 *
 * @param keep how long, above zero
 * @param rowsPerRealm how many of a realm, the newest ones; one realm never displaces another's
 */
public record JournalRetention(Duration keep, long rowsPerRealm) {

    /** Refuses bounds that would keep nothing. */
    public JournalRetention {
        if (keep.isNegative() || keep.isZero() || rowsPerRealm < 1) {
            throw new IllegalArgumentException("a journal keeps at least one row for some time");
        }
    }

    /**
     * The oldest decision that is kept.
     *
     * @param now the present
     * @return decisions before it go
     */
    public Instant oldest(Instant now) {
        return now.minus(keep);
    }

    /**
     * How many rows of a realm are too many.
     *
     * @param rows how many it has
     * @return 0 or more, the oldest ones go
     */
    public long surplus(long rows) {
        return Math.max(0, rows - rowsPerRealm);
    }
}
