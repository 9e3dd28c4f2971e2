package dev.holdfast.rp.event;

/** A security event token is refused, with the error that its transmitter must be told (RFC 8935 section 2.4). */
public final class EventException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Code code;

    /** The error codes of RFC 8935 section 2.4. */
    public enum Code {
        /** The request or the token is malformed. */
        INVALID_REQUEST("invalid_request"),
        /** The key or the algorithm of the signature is not acceptable. */
        INVALID_KEY("invalid_key"),
        /** The token has another issuer. */
        INVALID_ISSUER("invalid_issuer"),
        /** The token is meant for another receiver. */
        INVALID_AUDIENCE("invalid_audience"),
        /** The transmitter could not be authenticated. */
        AUTHENTICATION_FAILED("authentication_failed"),
        /** The transmitter may not send this. */
        ACCESS_DENIED("access_denied");

        private final String value;

        Code(String value) {
            this.value = value;
        }

        /**
         * The value of {@code err}.
         *
         * @return a registered code
         */
        public String value() {
            return value;
        }
    }

    /**
     * A refusal.
     *
     * @param code the code to answer with
     * @param description for people; repeats nothing of the token
     */
    public EventException(Code code, String description) {
        super(description);
        this.code = code;
    }

    /**
     * The code to answer with.
     *
     * @return one of RFC 8935
     */
    public Code code() {
        return code;
    }

    /**
     * What is wrong, for people.
     *
     * @return one line in English
     */
    public String description() {
        return String.valueOf(getMessage());
    }
}
