package dev.holdfast.rp.event;

import dev.holdfast.rp.event.EventException.Code;
import java.time.Clock;
import java.time.Duration;

/**
 * Takes in security event tokens, however they were delivered: verified, and handed on once. Push and poll may share one, so
 * that an event that comes both ways is acted on once. Safe for use by several threads if the handler is.
 */
public final class EventIntake {

    /** Longer than a transmitter of sense keeps trying. */
    private static final Duration REDELIVERY_WINDOW = Duration.ofDays(7);

    private final SecurityEventVerifier verifier;
    private final SeenEvents seen;
    private final EventHandler handler;
    private final Clock clock;

    /**
     * An intake.
     *
     * @param verifier verifies the tokens
     * @param seen remembers events for 7 days
     * @param handler is told of each new event
     * @param clock tells the time
     */
    public EventIntake(SecurityEventVerifier verifier, SeenEvents seen, EventHandler handler, Clock clock) {
        this.verifier = verifier;
        this.seen = seen;
        this.handler = handler;
        this.clock = clock;
    }

    /**
     * Takes in one token. When this returns the event is kept, now or before, and may be acknowledged.
     *
     * @param compactSet the token in compact form
     * @throws EventException if the token is refused for good
     * @throws RuntimeException whatever the handler threw, or {@link dev.holdfast.rp.jwt.KeysUnavailableException}: then the
     *     event must be delivered again
     */
    public void take(String compactSet) throws EventException {
        handleOnce(verifier.verify(compactSet));
    }

    /**
     * Takes in one token that was delivered under a name (RFC 8936 section 2.3).
     *
     * @param id the name, which must be the {@code jti}: else the wrong token would be acknowledged
     * @param compactSet the token in compact form
     * @throws EventException if the token is refused for good
     * @throws RuntimeException as in {@link #take(String)}
     */
    public void take(String id, String compactSet) throws EventException {
        VerifiedEvent event = verifier.verify(compactSet);
        if (!event.id().equals(id)) {
            throw new EventException(Code.INVALID_REQUEST, "the token is delivered under another name than its jti");
        }
        handleOnce(event);
    }

    private void handleOnce(VerifiedEvent event) throws EventException {
        String eventId = event.issuer() + " " + event.id();
        if (!seen.claim(eventId, clock.instant().plus(REDELIVERY_WINDOW))) {
            return;
        }
        try {
            handler.handle(event);
        } catch (EventException | RuntimeException e) {
            // Also what is refused: a redelivery must be answered like the first.
            seen.release(eventId);
            throw e;
        }
    }
}
