package dev.holdfast.evaluation.keycloak.http;

import java.io.IOException;

/** An address that nothing is sent to, whatever answers there. */
public final class UnsuitableAddressException extends IOException {

    private static final long serialVersionUID = 1L;

    UnsuitableAddressException(String what) {
        super(what);
    }

    /**
     * What is wrong with it.
     *
     * @return as the end of a sentence that begins with the address
     */
    public String what() {
        return String.valueOf(getMessage());
    }
}
