package dev.holdfast.evaluation.keycloak.http;

import java.io.InterruptedIOException;
import java.time.Duration;

/** The whole answer did not come in time. */
public final class DeadlineException extends InterruptedIOException {

    private static final long serialVersionUID = 1L;

    DeadlineException(Duration whole) {
        super("no complete answer within " + whole.toMillis() + " ms");
    }
}
