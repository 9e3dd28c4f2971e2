package dev.holdfast.evaluation.oauth;

/** There is no access token at the moment. */
public final class TokenUnavailableException extends Exception {

    private static final long serialVersionUID = 1L;

    /**
     * Says so.
     *
     * @param reason for administrators; no secret, no token
     */
    public TokenUnavailableException(String reason) {
        super(reason, null, false, false);
    }

    /**
     * Why.
     *
     * @return for administrators
     */
    public String reason() {
        return String.valueOf(getMessage());
    }
}
