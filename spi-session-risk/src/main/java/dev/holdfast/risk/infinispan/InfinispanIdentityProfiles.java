package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.infinispan.EmbeddedCaches;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.IdentityProfiles;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jboss.logging.Logger;

/** Profiles of identities in an embedded Infinispan cache, local or clustered. */
public final class InfinispanIdentityProfiles implements IdentityProfiles {

    /** The format version is part of the name: nodes that do not know it never join the cache. */
    private static final String CACHE = "holdfast-identity-profile-v1";

    /** Who was not heard of for so long starts cold. */
    private static final int LIFESPAN_DAYS = 60;

    private static final Logger LOG = Logger.getLogger(InfinispanIdentityProfiles.class);

    private final Cache<String, StoredProfile> cache;

    private InfinispanIdentityProfiles(Cache<String, StoredProfile> cache) {
        this.cache = cache;
    }

    /**
     * The profiles in Keycloak's cache manager; their cache is defined and started if it was not.
     *
     * @param manager Keycloak's cache manager
     * @return the profiles
     */
    public static InfinispanIdentityProfiles in(EmbeddedCacheManager manager) {
        return new InfinispanIdentityProfiles(EmbeddedCaches.of(manager, CACHE));
    }

    @Override
    public Optional<IdentityProfile> find(String identity) {
        return Optional.ofNullable(cache.get(identity)).flatMap(StoredProfile::toProfile);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A failure is logged by the callback, nobody waits for it.
    public void keep(String identity, IdentityProfile profile) {
        cache.getAdvancedCache()
                .withFlags(org.infinispan.context.Flag.IGNORE_RETURN_VALUES)
                .putAsync(identity, StoredProfile.of(profile), LIFESPAN_DAYS, TimeUnit.DAYS)
                .whenComplete((stored, failure) -> {
                    if (failure != null) {
                        LOG.warnf("A profile could not be kept: %s", failure.getMessage());
                    }
                });
    }
}
