package dev.holdfast.evaluation.oauth;

/** How we authenticate to somebody whom we call. */
public sealed interface Credential {

    /** Not at all, by what is configured. */
    record None() implements Credential {}

    /**
     * By an agreed value.
     *
     * @param value of the header {@code Authorization}
     */
    record Header(String value) implements Credential {

        /** Shows no secret. */
        @Override
        public String toString() {
            return "Header[…]";
        }
    }

    /**
     * By an access token.
     *
     * @param grant by which it is obtained
     */
    record Token(ClientGrant grant) implements Credential {}

    /**
     * It is not known how: nothing is sent.
     *
     * @param why for administrators
     */
    record Missing(String why) implements Credential {}
}
