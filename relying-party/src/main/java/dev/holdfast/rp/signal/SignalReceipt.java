package dev.holdfast.rp.signal;

/** What became of a signal at once. */
public enum SignalReceipt {
    /** It waits to be sent. */
    QUEUED,
    /** The same was said of the same subject less than a minute ago. */
    SAID_ALREADY,
    /** More were sent in this minute than are allowed. */
    RATE_LIMITED,
    /** As many wait as may; the authorization server is slow or away. */
    QUEUE_FULL
}
