package dev.holdfast.binding.infinispan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import org.infinispan.Cache;
import org.infinispan.commons.dataconversion.MediaType;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.context.Flag;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.partitionhandling.PartitionHandling;
import org.jspecify.annotations.Nullable;

/**
 * Defines caches at run time in the manager that Keycloak has started. An administrator who wants another definition puts
 * one of the same name into the cache configuration file: it wins.
 */
public final class EmbeddedCaches {

    private EmbeddedCaches() {}

    /**
     * The cache of a name, defined and started if it was not.
     *
     * @param manager Keycloak's cache manager, local or clustered
     * @param name the name, with the format version of the values in it
     * @param timeout how long to wait for other nodes and for locks; Keycloak itself waits 15 s, a token request must not
     * @param <V> the ProtoStream message of the values
     * @return the cache
     */
    public static <V> AtomicCache<V> of(EmbeddedCacheManager manager, String name, Duration timeout) {
        if (manager.getCacheConfiguration(name) == null) {
            boolean clustered = manager.getCacheManagerConfiguration().isClustered();
            ConfigurationBuilder builder = new ConfigurationBuilder();
            builder.encoding().mediaType(MediaType.APPLICATION_PROTOSTREAM_TYPE);
            builder.clustering().cacheMode(clustered ? CacheMode.DIST_SYNC : CacheMode.LOCAL);
            builder.statistics().enable();
            if (clustered) {
                builder.clustering().remoteTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
                builder.clustering().hash().numOwners(2);
                builder.clustering().partitionHandling().whenSplit(PartitionHandling.ALLOW_READ_WRITES);
            }
            builder.locking().lockAcquisitionTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
            manager.defineConfiguration(name, builder.build());
        }
        Cache<String, V> cache = manager.getCache(name);
        return new Embedded<>(cache, timeout);
    }

    private record Embedded<V>(Cache<String, V> cache, Duration timeout) implements AtomicCache<V> {

        @Override
        public CompletableFuture<@Nullable V> findAsync(String key) {
            return cache.getAsync(key);
        }

        /** The function goes to the primary owner and from there to the backup. */
        @Override
        public CompletableFuture<@Nullable V> updateAsync(
                String key, BiFunction<String, @Nullable V, @Nullable V> function, Duration lifespan) {
            return cache.computeAsync(key, function, lifespan.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public CompletableFuture<?> putAsync(String key, V value, Duration lifespan) {
            return cache.getAdvancedCache()
                    .withFlags(Flag.IGNORE_RETURN_VALUES)
                    .putAsync(key, value, lifespan.toMillis(), TimeUnit.MILLISECONDS);
        }
    }
}
