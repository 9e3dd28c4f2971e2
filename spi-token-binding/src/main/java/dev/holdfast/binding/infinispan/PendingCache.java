package dev.holdfast.binding.infinispan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A cache of a server that may be away: it is looked for by a thread of its own, so that nobody waits longer than for an
 * answer, and again a while after a failure.
 *
 * @param <V> the ProtoStream message of the values
 */
public final class PendingCache<V> implements AtomicCache<V> {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(5);
    private static final Logger LOG = Logger.getLogger(PendingCache.class);

    private final Supplier<AtomicCache<V>> search;
    private final Duration timeout;
    private CompletableFuture<AtomicCache<V>> found;
    private long failedNanos;

    /**
     * Looks for the cache.
     *
     * @param search finds it; may wait long and may fail
     * @param timeout how long to wait for an answer
     */
    public PendingCache(Supplier<AtomicCache<V>> search, Duration timeout) {
        this.search = search;
        this.timeout = timeout;
        this.found = look();
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public CompletableFuture<@Nullable V> findAsync(String key) {
        return then(cache -> cache.findAsync(key));
    }

    @Override
    public CompletableFuture<@Nullable V> updateAsync(
            String key, BiFunction<String, @Nullable V, @Nullable V> function, Duration lifespan) {
        return then(cache -> cache.updateAsync(key, function, lifespan));
    }

    @Override
    public CompletableFuture<?> putAsync(String key, V value, Duration lifespan) {
        return then(cache -> cache.putAsync(key, value, lifespan));
    }

    private <T> CompletableFuture<T> then(Function<AtomicCache<V>, CompletableFuture<T>> action) {
        return current().thenCompose(action);
    }

    private synchronized CompletableFuture<AtomicCache<V>> current() {
        if (found.isCompletedExceptionally()) {
            if (failedNanos == 0) {
                failedNanos = System.nanoTime();
            } else if (System.nanoTime() - failedNanos > RETRY_AFTER.toNanos()) {
                failedNanos = 0;
                found = look();
            }
        }
        return found;
    }

    private CompletableFuture<AtomicCache<V>> look() {
        CompletableFuture<AtomicCache<V>> result = new CompletableFuture<>();
        Thread thread = new Thread(
                () -> {
                    try {
                        result.complete(search.get());
                    } catch (RuntimeException e) {
                        LOG.errorf("A cache in the external Infinispan cannot be used: %s", e.getMessage());
                        result.completeExceptionally(e);
                    }
                },
                "holdfast-cache");
        thread.setDaemon(true);
        thread.start();
        return result;
    }
}
