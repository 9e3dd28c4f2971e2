package dev.holdfast.rp.event;

import java.time.Instant;

/** Remembers which events were taken in, so that a redelivery is answered but not acted on (RFC 8935 section 2). */
public interface SeenEvents {

    /**
     * Claims an event for handling, in one atomic step.
     *
     * @param eventId issuer, a space, and the {@code jti}
     * @param forgetAt until when a redelivery may come
     * @return true if the event was not seen before
     */
    boolean claim(String eventId, Instant forgetAt);

    /**
     * Gives an event back because handling it failed; the next delivery is handled.
     *
     * @param eventId as in {@link #claim(String, Instant)}
     */
    void release(String eventId);
}
