package dev.holdfast.binding.infinispan;

import java.time.Duration;
import org.infinispan.client.hotrod.RemoteCache;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.exceptions.HotRodClientException;
import org.infinispan.commons.configuration.StringConfiguration;

/**
 * Finds caches in an external Infinispan, and creates them there where the user may. Where it may not, an administrator
 * creates them beforehand: distributed, with values of {@code application/x-protostream}.
 */
public final class RemoteCaches {

    private RemoteCaches() {}

    /**
     * The cache of a name. Asks the server, and may wait as long as the connection does.
     *
     * @param manager Keycloak's connection
     * @param name the name, with the format version of the values in it
     * @param timeout how long to wait for an answer, retries included
     * @param <V> the ProtoStream message of the values
     * @return the cache
     * @throws IllegalStateException if it neither exists nor may be created; the message has its definition
     */
    public static <V> AtomicCache<V> of(RemoteCacheManager manager, String name, Duration timeout) {
        RemoteCache<String, V> cache = manager.getCache(name);
        return new RemoteAtomicCache<>(cache == null ? create(manager, name, timeout) : cache, timeout);
    }

    private static <V> RemoteCache<String, V> create(RemoteCacheManager manager, String name, Duration timeout) {
        String definition = definition(name, timeout);
        try {
            return manager.administration().getOrCreateCache(name, new StringConfiguration(definition));
        } catch (HotRodClientException e) {
            throw new IllegalStateException(
                    "The external Infinispan has no cache " + name + ", and it cannot be created (" + e.getMessage()
                            + "). Give the user the permission CREATE, or create the cache beforehand: " + definition,
                    e);
        }
    }

    private static String definition(String name, Duration timeout) {
        return """
                <distributed-cache name="%s" mode="SYNC" owners="2" remote-timeout="%d" statistics="true">\
                <encoding media-type="application/x-protostream"/>\
                <locking acquire-timeout="%d"/>\
                </distributed-cache>""".formatted(name, timeout.toMillis(), timeout.toMillis());
    }
}
