package dev.holdfast.dev.server;

/** The server could not be started; the message says in one line why and what to do, and may be followed by its log. */
public final class ServerStartException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** A reason that stands for itself. */
    public ServerStartException(String message) {
        super(message);
    }

    /** A reason with its origin. */
    public ServerStartException(String message, Throwable cause) {
        super(message, cause);
    }
}
