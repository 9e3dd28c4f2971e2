package dev.holdfast.rp.spring;

import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.token.VerificationException;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.core.Authentication;

/** Lets the library decide, and counts. */
final class BoundTokenProvider implements AuthenticationProvider {

    private final RelyingParty relyingParty;
    private final Outcomes outcomes;

    BoundTokenProvider(RelyingParty relyingParty, Outcomes outcomes) {
        this.relyingParty = relyingParty;
        this.outcomes = outcomes;
    }

    @Override
    public Authentication authenticate(Authentication authentication) {
        try {
            BoundTokenRequest request = (BoundTokenRequest) authentication;
            Authentication result = new BoundTokenAuthentication(relyingParty.authorize(request.request()));
            outcomes.authorized();
            return result;
        } catch (VerificationException e) {
            outcomes.refused(e.reason());
            throw new RefusedRequestException(e);
        }
    }

    @Override
    public boolean supports(Class<?> authentication) {
        return authentication == BoundTokenRequest.class;
    }
}
