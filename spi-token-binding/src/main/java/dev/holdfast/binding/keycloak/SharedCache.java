package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.infinispan.AtomicCache;
import dev.holdfast.binding.infinispan.EmbeddedCaches;
import dev.holdfast.binding.infinispan.PendingCache;
import dev.holdfast.binding.infinispan.RemoteCaches;
import java.time.Duration;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.infinispan.util.InfinispanUtils;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/**
 * A cache shared by all nodes, where Keycloak keeps its own: embedded, or with the features {@code multi-site} and {@code
 * clusterless} in the external Infinispan.
 *
 * @param <V> the ProtoStream message of the values
 */
public final class SharedCache<V> {

    /** Server option of the provider that uses the cache: how long to wait for it, in milliseconds. */
    public static final String TIMEOUT_MILLIS = "timeout-millis";

    private static final int DEFAULT_MILLIS = 1_500;
    private static final int LEAST_MILLIS = 100;
    private static final int MOST_MILLIS = 10_000;

    private final String name;
    private Duration timeout = Duration.ofMillis(DEFAULT_MILLIS);
    private volatile @Nullable AtomicCache<V> cache;

    /**
     * A cache that is not started yet.
     *
     * @param name its name, with the format version of the values in it
     */
    public SharedCache(String name) {
        this.name = name;
    }

    /**
     * Reads {@value #TIMEOUT_MILLIS}.
     *
     * @param config the options of the provider
     * @throws IllegalArgumentException if it is not from 100 to 10000
     */
    public void init(Config.Scope config) {
        int millis = config.getInt(TIMEOUT_MILLIS, DEFAULT_MILLIS);
        if (millis < LEAST_MILLIS || millis > MOST_MILLIS) {
            throw new IllegalArgumentException("Option " + TIMEOUT_MILLIS + " is " + millis + "; it can be from "
                    + LEAST_MILLIS + " to " + MOST_MILLIS);
        }
        timeout = Duration.ofMillis(millis);
    }

    /**
     * Starts the cache when the server has started: on every node, not only on those that are asked for tokens.
     *
     * @param factory Keycloak's session factory
     */
    public void startWith(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                try (KeycloakSession session = factory.create()) {
                    in(session);
                }
            }
        });
    }

    /**
     * The cache, started if it was not.
     *
     * @param session any session
     * @return the cache; an external one that cannot be reached says so when it is used
     */
    public AtomicCache<V> in(KeycloakSession session) {
        AtomicCache<V> started = cache;
        if (started == null) {
            synchronized (this) {
                started = cache == null ? start(session.getProvider(InfinispanConnectionProvider.class)) : cache;
                cache = started;
            }
        }
        return started;
    }

    private AtomicCache<V> start(InfinispanConnectionProvider connections) {
        if (InfinispanUtils.isEmbeddedInfinispan()) {
            EmbeddedCacheManager manager = connections
                    .getCache(InfinispanConnectionProvider.REALM_CACHE_NAME)
                    .getCacheManager();
            return EmbeddedCaches.of(manager, name, timeout);
        }
        RemoteCacheManager manager = (RemoteCacheManager) connections
                .getRemoteCache(InfinispanConnectionProvider.WORK_CACHE_NAME)
                .getRemoteCacheContainer();
        return new PendingCache<>(() -> RemoteCaches.of(manager, name, timeout), timeout);
    }
}
