package dev.holdfast.rp.spring;

import dev.holdfast.rp.token.VerificationException;
import org.springframework.security.core.AuthenticationException;

/** {@link VerificationException} in the words of Spring Security; it is the cause. */
public final class RefusedRequestException extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final VerificationException refusal;

    RefusedRequestException(VerificationException refusal) {
        super(String.valueOf(refusal.getMessage()), refusal);
        this.refusal = refusal;
    }

    /**
     * Why the request is refused and what to answer.
     *
     * @return the refusal
     */
    public VerificationException refusal() {
        return refusal;
    }
}
