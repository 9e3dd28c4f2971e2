package dev.holdfast.binding.infinispan;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Waits for a cache, but not for long. */
final class Answer {

    private Answer() {}

    static <T> @Nullable T within(Duration timeout, CompletableFuture<@Nullable T> future) {
        try {
            return future.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new CacheUnavailableException("no answer within " + timeout.toMillis() + " ms", e);
        } catch (ExecutionException e) {
            throw new CacheUnavailableException(String.valueOf(e.getCause()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CacheUnavailableException("interrupted", e);
        }
    }
}
