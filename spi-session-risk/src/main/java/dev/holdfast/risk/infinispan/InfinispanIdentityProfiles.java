package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.infinispan.AtomicCache;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.IdentityProfiles;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Profiles of identities in Infinispan: Keycloak's own, local or clustered, or an external one. */
public final class InfinispanIdentityProfiles implements IdentityProfiles {

    /** The format version is part of the name: nodes that do not know it never join the cache. */
    public static final String CACHE = "holdfast-identity-profile-v1";

    /** Who was not heard of for so long starts cold. */
    private static final Duration LIFESPAN = Duration.ofDays(60);

    private static final Logger LOG = Logger.getLogger(InfinispanIdentityProfiles.class);

    private final AtomicCache<StoredProfile> cache;

    /**
     * The profiles in a cache.
     *
     * @param cache the cache named {@link #CACHE}
     */
    public InfinispanIdentityProfiles(AtomicCache<StoredProfile> cache) {
        this.cache = cache;
    }

    @Override
    public Optional<IdentityProfile> find(String identity) {
        return Optional.ofNullable(cache.find(identity)).flatMap(StoredProfile::toProfile);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A failure is logged by the callback, nobody waits for it.
    public void keep(String identity, IdentityProfile profile) {
        cache.putAsync(identity, StoredProfile.of(profile), LIFESPAN).whenComplete((stored, failure) -> {
            if (failure != null) {
                // Its message may name the key of the entry, which names a session or an identity.
                LOG.warnf("A profile could not be kept: %s", failure.getClass().getName());
            }
        });
    }
}
