package dev.holdfast.binding.infinispan;

import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The seen keys of all identities in one Infinispan cache, Keycloak's own or of an external server. */
public final class InfinispanSeenKeys implements SeenKeys {

    /** The format version is part of the name: nodes that do not know it never join the cache. */
    public static final String CACHE = "holdfast-seen-keys-v1";

    /** An identity that asks for nothing for so long is forgotten. */
    private static final Duration LIFESPAN = Duration.ofDays(60);

    private final AtomicCache<SeenKeyRing> cache;

    /**
     * The seen keys in a cache.
     *
     * @param cache the cache named {@link #CACHE}
     */
    public InfinispanSeenKeys(AtomicCache<SeenKeyRing> cache) {
        this.cache = cache;
    }

    @Override
    public KeyAdmission.Verdict use(String identity, KeyThumbprint key, Instant at, Limit limit) {
        SeenKeyRing before = cache.find(identity);
        boolean known = before != null && before.contains(key.value());
        UseKey use = new UseKey(
                key.value(),
                at.getEpochSecond(),
                limit.newKeys(),
                limit.period().toSeconds());
        SeenKeyRing after = Objects.requireNonNull(cache.update(identity, use, LIFESPAN), "the step leaves a ring");
        if (!after.contains(key.value())) {
            return KeyAdmission.Verdict.TOO_MANY_NEW;
        }
        return known ? KeyAdmission.Verdict.KNOWN : KeyAdmission.Verdict.NEW;
    }

    @Override
    public Set<String> of(String identity) {
        SeenKeyRing ring = cache.find(identity);
        return ring == null
                ? Set.of()
                : ring.keys().stream().map(SeenKey::value).collect(Collectors.toUnmodifiableSet());
    }
}
