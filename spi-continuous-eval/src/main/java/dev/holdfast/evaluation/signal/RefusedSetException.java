package dev.holdfast.evaluation.signal;

import java.util.Locale;

/** A security event token is refused, in the words of RFC 8935 section 2.4. */
public final class RefusedSetException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why. The word in the answer is the name in lower case. */
    public enum Code {
        /** It is no security event token, or a claim is missing or wrong. */
        INVALID_REQUEST,
        /** It is signed with a key or an algorithm that is not accepted. */
        INVALID_KEY,
        /** It comes from another issuer than it should. */
        INVALID_ISSUER,
        /** It is meant for somebody else. */
        INVALID_AUDIENCE,
        /** Whoever sent it cannot be believed to be the transmitter. */
        AUTHENTICATION_FAILED,
        /** The transmitter may not say this. */
        ACCESS_DENIED;

        /**
         * The value of {@code err}.
         *
         * @return such as {@code invalid_key}
         */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Code code;

    /**
     * A refusal.
     *
     * @param code why
     * @param description for whoever runs the transmitter; nothing of the token, nothing of our sessions
     */
    public RefusedSetException(Code code, String description) {
        super(description, null, false, false);
        this.code = code;
    }

    /**
     * Why.
     *
     * @return the code
     */
    public Code code() {
        return code;
    }

    /**
     * In words.
     *
     * @return for whoever runs the transmitter
     */
    public String description() {
        return String.valueOf(getMessage());
    }
}
