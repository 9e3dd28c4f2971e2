package dev.holdfast.rp.token;

import java.time.Instant;

/**
 * Remembers which proofs were used (RFC 9449 section 11.1). All nodes that answer for the same address must share one, or a
 * proof is good once on each.
 */
@FunctionalInterface
public interface ReplayStore {

    /**
     * Marks a proof as used, in one atomic step. Called after every other check has passed.
     *
     * @param proofId thumbprint of the signing key, a dot, and the {@code jti} of the proof; at most 300 characters
     * @param expiresAt first moment at which the proof is refused for its age, so that it may be forgotten
     * @return true if the proof was not used before
     * @throws dev.holdfast.rp.memory.StoreUnavailableException if that cannot be told now; the request is refused
     */
    boolean markUsed(String proofId, Instant expiresAt);
}
