package dev.holdfast.binding.infinispan;

import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;

/**
 * Defines caches at run time in the manager that Keycloak has started. An administrator who wants another definition puts
 * one of the same name into the cache configuration file: it wins.
 */
public final class EmbeddedCaches {

    /** Keycloak waits 15 s for a node that does not answer; a token request must not. */
    private static final long TIMEOUT_MILLIS = 1_500;

    private EmbeddedCaches() {}

    /**
     * The cache of a name, defined and started if it was not.
     *
     * @param manager Keycloak's cache manager, local or clustered
     * @param name the name, with the format version of the values in it
     * @param <V> the ProtoStream message of the values
     * @return the cache
     */
    public static <V> Cache<String, V> of(EmbeddedCacheManager manager, String name) {
        if (manager.getCacheConfiguration(name) == null) {
            boolean clustered = manager.getCacheManagerConfiguration().isClustered();
            ConfigurationBuilder builder = new ConfigurationBuilder();
            builder.encoding().mediaType(MediaType.APPLICATION_PROTOSTREAM_TYPE);
            builder.clustering().cacheMode(clustered ? CacheMode.DIST_SYNC : CacheMode.LOCAL);
            builder.statistics().enable();
            if (clustered) {
                builder.clustering().remoteTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
                builder.clustering().hash().numOwners(2);
                builder.clustering().partitionHandling().whenSplit(PartitionHandling.ALLOW_READ_WRITES);
            }
            builder.locking().lockAcquisitionTimeout(TIMEOUT_MILLIS, TimeUnit.MILLISECONDS);
            manager.defineConfiguration(name, builder.build());
        }
        return manager.getCache(name);
    }
}
