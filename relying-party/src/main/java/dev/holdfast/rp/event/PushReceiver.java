package dev.holdfast.rp.event;

import dev.holdfast.rp.event.EventException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;

/**
 * The push endpoint of a receiver (RFC 8935), for any web framework. The sender must know the agreed {@code Authorization}
 * header and sign as the transmitter: the one keeps strangers from costing signature checks, the other from being believed.
 */
public final class PushReceiver {

    /** A security event token has about one kilobyte. */
    private static final int MAX_BODY_BYTES = 16 * 1024;

    private static final String CONTENT_TYPE = "application/secevent+jwt";

    private final EventIntake intake;
    private final byte[] expectedAuthorization;

    /**
     * A push endpoint.
     *
     * @param verifier verifies the tokens
     * @param expectedAuthorization the full value of the {@code Authorization} header, as given to the transmitter
     * @param seen remembers events for 7 days
     * @param handler is told of each new event
     * @param clock tells the time
     * @throws IllegalArgumentException if the expected header is blank: then anyone could push
     */
    public PushReceiver(
            SecurityEventVerifier verifier,
            String expectedAuthorization,
            SeenEvents seen,
            EventHandler handler,
            Clock clock) {
        this(new EventIntake(verifier, seen, handler, clock), expectedAuthorization);
    }

    /**
     * A push endpoint.
     *
     * @param intake takes the events in
     * @param expectedAuthorization the full value of the {@code Authorization} header, as given to the transmitter
     * @throws IllegalArgumentException if the expected header is blank: then anyone could push
     */
    public PushReceiver(EventIntake intake, String expectedAuthorization) {
        if (expectedAuthorization.isBlank()) {
            throw new IllegalArgumentException("agree on an Authorization header with the transmitter");
        }
        this.intake = intake;
        this.expectedAuthorization = expectedAuthorization.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Takes in one push. The handler has returned before the answer says so.
     *
     * @param request the request
     * @return how to answer: 202 for an event that is new or was seen before, 400 with an {@code err} code for one that is
     *     refused, 401 for a stranger, 503 if the keys cannot be fetched or the handler failed
     * @throws IOException if the body cannot be read
     */
    public PushAnswer receive(PushRequest request) throws IOException {
        if (!isAuthorized(request.authorization())) {
            return new PushAnswer.Unauthorized();
        }
        if (!isSecurityEventToken(request.contentType())) {
            return new PushAnswer.Refused(Code.INVALID_REQUEST, "the content type is not " + CONTENT_TYPE);
        }
        byte[] body = request.body().readNBytes(MAX_BODY_BYTES + 1);
        if (body.length > MAX_BODY_BYTES) {
            return new PushAnswer.Refused(Code.INVALID_REQUEST, "the body is too large");
        }
        try {
            intake.take(new String(body, StandardCharsets.US_ASCII).strip());
            return new PushAnswer.Accepted();
        } catch (EventException e) {
            return new PushAnswer.Refused(e.code(), e.description());
        } catch (RuntimeException e) {
            return new PushAnswer.Unavailable(e);
        }
    }

    private boolean isAuthorized(Optional<String> authorization) {
        return authorization
                .map(value -> MessageDigest.isEqual(expectedAuthorization, value.getBytes(StandardCharsets.UTF_8)))
                .orElse(false);
    }

    private static boolean isSecurityEventToken(Optional<String> contentType) {
        return contentType
                .map(value -> value.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT))
                .filter(CONTENT_TYPE::equals)
                .isPresent();
    }
}
