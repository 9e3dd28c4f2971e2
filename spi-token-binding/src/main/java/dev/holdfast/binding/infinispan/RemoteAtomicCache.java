package dev.holdfast.binding.infinispan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;
import org.infinispan.client.hotrod.Flag;
import org.infinispan.client.hotrod.MetadataValue;
import org.infinispan.client.hotrod.RemoteCache;
import org.jspecify.annotations.Nullable;

/**
 * An {@link AtomicCache} over Hot Rod, which runs no function on the server: it reads the entry with its version and
 * replaces that version only, again and again until nobody came between or the time is over.
 */
final class RemoteAtomicCache<V> implements AtomicCache<V> {

    /** The longest pause before another try doubles up to this. */
    private static final int LONGEST_PAUSE_MILLIS = 64;

    private final RemoteCache<String, V> cache;
    /** Without the flag the answer is always null, and whoever lost the race to create an entry believes he won it. */
    private final RemoteCache<String, V> returning;

    private final Duration timeout;

    RemoteAtomicCache(RemoteCache<String, V> cache, Duration timeout) {
        this.cache = cache;
        this.returning = cache.withFlags(Flag.FORCE_RETURN_VALUE);
        this.timeout = timeout;
    }

    @Override
    public Duration timeout() {
        return timeout;
    }

    @Override
    public CompletableFuture<@Nullable V> findAsync(String key) {
        return cache.getAsync(key);
    }

    @Override
    public CompletableFuture<?> putAsync(String key, V value, Duration lifespan) {
        return cache.putAsync(key, value, lifespan.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public CompletableFuture<@Nullable V> updateAsync(
            String key, BiFunction<String, @Nullable V, @Nullable V> function, Duration lifespan) {
        return new Update(key, function, lifespan, System.nanoTime() + timeout.toNanos()).attempt(1);
    }

    private final class Update {

        private final String key;
        private final BiFunction<String, @Nullable V, @Nullable V> function;
        private final Duration lifespan;
        private final long deadline;

        Update(
                String key,
                BiFunction<String, @Nullable V, @Nullable V> function,
                Duration lifespan,
                long deadlineNanos) {
            this.key = key;
            this.function = function;
            this.lifespan = lifespan;
            this.deadline = deadlineNanos;
        }

        CompletableFuture<@Nullable V> attempt(int number) {
            return cache.getWithMetadataAsync(key).thenCompose(current -> {
                V present = current == null ? null : current.getValue();
                V updated = function.apply(key, present);
                if (updated == null || updated == present) {
                    return CompletableFuture.completedFuture(updated);
                }
                return swap(current, updated)
                        .thenCompose(done -> done ? CompletableFuture.completedFuture(updated) : later(number));
            });
        }

        private CompletableFuture<Boolean> swap(@Nullable MetadataValue<V> current, V updated) {
            long millis = lifespan.toMillis();
            return current == null
                    ? returning
                            .putIfAbsentAsync(key, updated, millis, TimeUnit.MILLISECONDS)
                            .thenApply(other -> other == null)
                    : cache.replaceWithVersionAsync(
                            key,
                            updated,
                            current.getVersion(),
                            millis,
                            TimeUnit.MILLISECONDS,
                            -1,
                            TimeUnit.MILLISECONDS);
        }

        private CompletableFuture<@Nullable V> later(int number) {
            if (System.nanoTime() - deadline >= 0) {
                return CompletableFuture.failedFuture(
                        new TimeoutException("others changed the entry before each of " + number + " tries"));
            }
            int longest = Math.min(LONGEST_PAUSE_MILLIS, 1 << Math.min(number, 10));
            Executor pause = CompletableFuture.delayedExecutor(
                    ThreadLocalRandom.current().nextInt(longest), TimeUnit.MILLISECONDS);
            return CompletableFuture.supplyAsync(() -> number + 1, pause).thenCompose(this::attempt);
        }
    }
}
