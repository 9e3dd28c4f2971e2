package dev.holdfast.rp.token;

import dev.holdfast.rp.memory.ExpiringSet;
import java.time.Clock;
import java.time.Instant;

/** Remembers used proofs in this process: for a relying party of one node. When full, the oldest are forgotten first. */
public final class InMemoryReplayStore implements ReplayStore {

    private final ExpiringSet used;

    /**
     * An empty store.
     *
     * @param capacity most proofs to remember; requests per second times the proof lifetime in seconds is enough
     * @param clock tells the time
     */
    public InMemoryReplayStore(int capacity, Clock clock) {
        this.used = new ExpiringSet(capacity, clock);
    }

    @Override
    public boolean markUsed(String proofId, Instant expiresAt) {
        return used.add(proofId, expiresAt);
    }

    /**
     * How many proofs are remembered, for a gauge.
     *
     * @return 0 to the capacity
     */
    public int size() {
        return used.size();
    }
}
