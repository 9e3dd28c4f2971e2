package dev.holdfast.rp.jdbc;

import dev.holdfast.rp.token.ReplayStore;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Used proofs in table {@code holdfast_used_proof}, shared by all nodes: one insert a request. Expired ones are deleted once
 * a minute along the way.
 */
public final class JdbcReplayStore implements ReplayStore {

    private final RememberedNames used;

    /**
     * A store.
     *
     * @param source gives connections to the database; a pool
     * @param clock tells what has expired
     */
    public JdbcReplayStore(DataSource source, Clock clock) {
        this.used = new RememberedNames(source, "holdfast_used_proof", "proof_hash", clock);
    }

    @Override
    public boolean markUsed(String proofId, Instant expiresAt) {
        return used.add(proofId, expiresAt);
    }

    /**
     * Deletes what has expired, at once.
     *
     * @return how many proofs that were
     * @throws dev.holdfast.rp.memory.StoreUnavailableException if the database cannot be reached
     */
    public int purge() {
        return used.purge();
    }
}
