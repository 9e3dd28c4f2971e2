package dev.holdfast.rp.spring;

import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerificationException.Reason;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;

/** Answers a refused request, and one without a token where one is needed (RFC 9449 section 7.1). */
final class Challenge implements AuthenticationEntryPoint, AuthenticationFailureHandler {

    private final BoundTokenVerifier verifier;

    Challenge(BoundTokenVerifier verifier) {
        this.verifier = verifier;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException cause) {
        answer(response, cause);
    }

    @Override
    public void onAuthenticationFailure(
            HttpServletRequest request, HttpServletResponse response, AuthenticationException cause) {
        answer(response, cause);
    }

    private void answer(HttpServletResponse response, AuthenticationException cause) {
        VerificationException refusal = cause instanceof RefusedRequestException refused
                ? refused.refusal()
                : new VerificationException(Reason.NO_CREDENTIALS, verifier.proofAlgorithms());
        refusal.headers().forEach(response::setHeader);
        response.setStatus(refusal.status());
    }
}
