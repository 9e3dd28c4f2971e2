package dev.holdfast.rp.stream;

/** Registering for events failed; the message says what the transmitter answered and what to look at. Holds no secret. */
public final class StreamException extends Exception {

    private static final long serialVersionUID = 1L;

    StreamException(String message) {
        super(message);
    }

    StreamException(String message, Throwable cause) {
        super(message, cause);
    }
}
