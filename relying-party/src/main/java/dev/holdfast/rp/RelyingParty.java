package dev.holdfast.rp;

import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerificationException.Reason;
import dev.holdfast.rp.token.VerifiedToken;

/**
 * The question that an API asks at each request: is this a token of ours, held by the one it was issued to, of a session that
 * is still trusted (FAPI 2.0 section 5.3.4)? Safe for use by several threads.
 */
public final class RelyingParty {

    private final BoundTokenVerifier verifier;
    private final RevocationIndex revocations;

    /**
     * A relying party.
     *
     * @param verifier verifies tokens
     * @param revocations knows which are revoked
     * @throws IllegalArgumentException if tokens may live longer than revocations are remembered
     */
    public RelyingParty(BoundTokenVerifier verifier, RevocationIndex revocations) {
        if (verifier.maxTokenLifetime().compareTo(revocations.maxTokenLifetime()) > 0) {
            throw new IllegalArgumentException(
                    "revocations must be remembered for as long as tokens may live: " + verifier.maxTokenLifetime());
        }
        this.verifier = verifier;
        this.revocations = revocations;
    }

    /**
     * Verifies a request, then checks for a revocation.
     *
     * @param request the request
     * @return its token
     * @throws VerificationException if the request must be refused; {@link Reason#SESSION_REVOKED} if only a revocation
     *     stands against it
     */
    public VerifiedToken authorize(ApiRequest request) throws VerificationException {
        VerifiedToken token = verifier.verify(request);
        if (revocations.find(token).isPresent()) {
            throw new VerificationException(Reason.SESSION_REVOKED, verifier.proofAlgorithms());
        }
        return token;
    }
}
