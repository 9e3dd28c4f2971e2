package dev.holdfast.binding.infinispan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Entries that are shared by all nodes and changed in one atomic step each: in Keycloak's own Infinispan ({@link
 * EmbeddedCaches}) or in an external one ({@link RemoteCaches}). Who waits, waits no longer than the time-out.
 *
 * @param <V> the ProtoStream message of the values
 */
public interface AtomicCache<V> {

    /**
     * Reads an entry.
     *
     * @param key its key
     * @return its value, null if there is none
     * @throws CacheUnavailableException if there was no answer in time
     */
    default @Nullable V find(String key) {
        return Answer.within(timeout(), findAsync(key));
    }

    /**
     * Changes an entry in one atomic step and waits for it.
     *
     * @param key its key
     * @param function from the present value, null for none, to the new one; registered with ProtoStream, pure, and harmless
     *     when applied twice
     * @param lifespan how long the entry lives from now on
     * @return the new value
     * @throws CacheUnavailableException if there was no answer in time; the change may have been made or not
     */
    default @Nullable V update(String key, BiFunction<String, @Nullable V, @Nullable V> function, Duration lifespan) {
        return Answer.within(timeout(), updateAsync(key, function, lifespan));
    }

    /**
     * Reads an entry.
     *
     * @param key its key
     * @return completes with its value, null if there is none
     */
    CompletableFuture<@Nullable V> findAsync(String key);

    /**
     * The same as {@link #update} without waiting.
     *
     * @param key its key
     * @param function the change
     * @param lifespan how long the entry lives from now on
     * @return completes with the new value
     */
    CompletableFuture<@Nullable V> updateAsync(
            String key, BiFunction<String, @Nullable V, @Nullable V> function, Duration lifespan);

    /**
     * Replaces an entry, whatever it was.
     *
     * @param key its key
     * @param value its new value
     * @param lifespan how long the entry lives from now on
     * @return completes when it is done
     */
    CompletableFuture<?> putAsync(String key, V value, Duration lifespan);

    /**
     * How long to wait.
     *
     * @return the time-out
     */
    Duration timeout();
}
