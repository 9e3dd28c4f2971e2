package dev.holdfast.rp.revocation;

/** Is told when a revocation comes into force: the place to close what outlives a request, such as a stream or a job. */
@FunctionalInterface
public interface RevocationListener {

    /**
     * Called after {@link RevocationIndex#find} sees the revocation, in the thread that recorded it.
     *
     * @param revocation the revocation
     */
    void revoked(Revocation revocation);
}
