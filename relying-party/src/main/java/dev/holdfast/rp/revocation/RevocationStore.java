package dev.holdfast.rp.revocation;

import java.time.Instant;
import java.util.List;

/**
 * Keeps revocations for all nodes of a relying party, and over restarts. Read through {@link SharedRevocations}; no request
 * asks it. Every method throws {@link dev.holdfast.rp.memory.StoreUnavailableException} if it cannot be reached.
 */
public interface RevocationStore {

    /**
     * A revocation and where it stands.
     *
     * @param position more than zero, larger than those of all that were added before
     * @param revocation the revocation
     */
    record Stored(long position, Revocation revocation) {}

    /**
     * Keeps a revocation. When this returns all nodes can read it.
     *
     * @param revocation the revocation; adding it twice does no harm
     */
    void add(Revocation revocation);

    /**
     * Those after a position.
     *
     * @param position 0 for all
     * @param now those that have expired by then are passed over
     * @param most at most so many, at least 1
     * @return in the order of their positions
     */
    List<Stored> after(long position, Instant now, int most);

    /**
     * Forgets those that have expired.
     *
     * @param now the time
     * @return how many that were
     */
    int purge(Instant now);
}
