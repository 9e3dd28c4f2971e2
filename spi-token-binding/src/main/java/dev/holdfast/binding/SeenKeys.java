package dev.holdfast.binding;

import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** Remembers which keys an identity has used, on all nodes. */
public interface SeenKeys {

    /**
     * How many keys of an identity may be new.
     *
     * @param newKeys the largest number of new keys in the period, 1 or more
     * @param period the period
     */
    record Limit(int newKeys, Duration period) {}

    /**
     * Uses a key: one atomic step that remembers it or refuses it.
     *
     * @param identity the identity, within its realm
     * @param key the key
     * @param at the time of the use
     * @param limit how many keys may be new
     * @return {@link KeyAdmission.Verdict#KNOWN}, {@code NEW} or {@code TOO_MANY_NEW}
     */
    KeyAdmission.Verdict use(String identity, KeyThumbprint key, Instant at, Limit limit);

    /**
     * The keys of an identity that are remembered.
     *
     * @param identity the identity, within its realm
     * @return their values
     */
    Set<String> of(String identity);
}
