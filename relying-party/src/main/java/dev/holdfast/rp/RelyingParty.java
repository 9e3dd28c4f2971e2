package dev.holdfast.rp;

import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.stream.SilencePolicy;
import dev.holdfast.rp.stream.SilencePolicy.TrustShorter;
import dev.holdfast.rp.stream.StreamHealth;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerificationException.Reason;
import dev.holdfast.rp.token.VerifiedToken;
import java.time.Clock;
import java.util.Optional;

/**
 * The question that an API asks at each request: is this a token of ours, held by the one it was issued to, of a session that
 * is still trusted (FAPI 2.0 section 5.3.4)? Safe for use by several threads.
 */
public final class RelyingParty {

    private final BoundTokenVerifier verifier;
    private final RevocationIndex revocations;
    private final Optional<StreamHealth> health;
    private final Clock clock;

    /**
     * A relying party that takes it for granted that revocations reach it.
     *
     * @param verifier verifies tokens
     * @param revocations knows which are revoked
     * @throws IllegalArgumentException if tokens may live longer than revocations are remembered
     */
    public RelyingParty(BoundTokenVerifier verifier, RevocationIndex revocations) {
        this(verifier, revocations, Optional.empty(), Clock.systemUTC());
    }

    /**
     * A relying party that trusts less while it does not know whether revocations reach it.
     *
     * @param verifier verifies tokens
     * @param revocations knows which are revoked
     * @param health knows whether revocations come
     * @param clock tells the age of tokens
     * @throws IllegalArgumentException if tokens may live longer than revocations are remembered
     */
    public RelyingParty(BoundTokenVerifier verifier, RevocationIndex revocations, StreamHealth health, Clock clock) {
        this(verifier, revocations, Optional.of(health), clock);
    }

    private RelyingParty(
            BoundTokenVerifier verifier, RevocationIndex revocations, Optional<StreamHealth> health, Clock clock) {
        if (verifier.maxTokenLifetime().compareTo(revocations.maxTokenLifetime()) > 0) {
            throw new IllegalArgumentException(
                    "revocations must be remembered for as long as tokens may live: " + verifier.maxTokenLifetime());
        }
        this.verifier = verifier;
        this.revocations = revocations;
        this.health = health;
        this.clock = clock;
    }

    /**
     * Verifies a request, then checks for a revocation.
     *
     * @param request the request
     * @return its token
     * @throws VerificationException if the request must be refused; {@link Reason#SESSION_REVOKED} if only a revocation
     *     stands against it, {@link Reason#REVOCATIONS_UNKNOWN} or {@link Reason#FRESH_TOKEN_NEEDED} if only the silence of
     *     the stream does
     */
    public VerifiedToken authorize(ApiRequest request) throws VerificationException {
        VerifiedToken token = verifier.verify(request);
        if (revocations.find(token).isPresent()) {
            throw refusal(Reason.SESSION_REVOKED);
        }
        checkSilence(token);
        return token;
    }

    private void checkSilence(VerifiedToken token) throws VerificationException {
        Optional<SilencePolicy> policy = health.flatMap(StreamHealth::policyInForce);
        if (policy.isPresent()) {
            if (!(policy.get() instanceof TrustShorter shorter)) {
                throw refusal(Reason.REVOCATIONS_UNKNOWN);
            }
            if (token.issuedAt().plus(shorter.maxTokenAge()).isBefore(clock.instant())) {
                throw refusal(Reason.FRESH_TOKEN_NEEDED);
            }
        }
    }

    private VerificationException refusal(Reason reason) {
        return new VerificationException(reason, verifier.proofAlgorithms());
    }
}
