package dev.holdfast.evaluation.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The access tokens of this node. Each is fetched once, by whoever needs it first; the others wait for that fetch and share what
 * comes of it, also its failure. Safe for several threads.
 */
public final class AccessTokens {

    /** Far more than anybody has receivers; what is dropped is fetched again. */
    private static final int MOST = 1_000;

    /** Longer than an endpoint may take. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final ConcurrentMap<ClientGrant, CompletableFuture<AccessToken>> known = new ConcurrentHashMap<>();

    /** Asks for a token. */
    @FunctionalInterface
    public interface Endpoint {

        /**
         * Asks, within bounded time.
         *
         * @param grant where and as whom
         * @return the token
         * @throws TokenUnavailableException if there is none
         */
        AccessToken ask(ClientGrant grant) throws TokenUnavailableException;
    }

    /** None yet. */
    public AccessTokens() {}

    /**
     * A token that can be used now; fetched if there is none, or only one that is about to expire.
     *
     * @param grant where and as whom it is asked for
     * @param now the time
     * @param endpoint asks for it
     * @return the token
     * @throws TokenUnavailableException if there is none at the moment; the next call asks again
     */
    public AccessToken get(ClientGrant grant, Instant now, Endpoint endpoint) throws TokenUnavailableException {
        if (known.size() >= MOST) {
            known.values().removeIf(CompletableFuture::isDone);
        }
        CompletableFuture<AccessToken> mine = new CompletableFuture<>();
        CompletableFuture<AccessToken> current =
                known.compute(grant, (same, before) -> before == null || isOver(before, now) ? mine : before);
        if (current == mine) {
            fetch(grant, endpoint, mine);
        }
        try {
            return current.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            known.remove(grant, current);
            throw new TokenUnavailableException("no token in time");
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof TokenUnavailableException why
                    ? why
                    : new TokenUnavailableException("asking for a token failed");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new TokenUnavailableException("the server stops");
        }
    }

    private void fetch(ClientGrant grant, Endpoint endpoint, CompletableFuture<AccessToken> mine) {
        try {
            mine.complete(endpoint.ask(grant));
        } catch (TokenUnavailableException | RuntimeException failed) {
            fail(grant, mine, failed);
        } finally {
            // An Error is the caller's, but the others shall not wait for it.
            if (!mine.isDone()) {
                fail(grant, mine, new TokenUnavailableException("asking for a token failed"));
            }
        }
    }

    private void fail(ClientGrant grant, CompletableFuture<AccessToken> mine, Exception why) {
        known.remove(grant, mine);
        mine.completeExceptionally(why);
    }

    /**
     * Forgets a token that was not accepted. One that somebody has fetched meanwhile stays.
     *
     * @param grant for which it was given
     * @param refused the token
     */
    public void drop(ClientGrant grant, AccessToken refused) {
        known.computeIfPresent(grant, (same, fetched) -> refused.equals(arrived(fetched)) ? null : fetched);
    }

    private static boolean isOver(CompletableFuture<AccessToken> fetched, Instant now) {
        AccessToken token = arrived(fetched);
        return token != null && !now.isBefore(token.usableUntil());
    }

    /** A failed one is removed before it says so. */
    private static @Nullable AccessToken arrived(CompletableFuture<AccessToken> fetched) {
        return fetched.isCompletedExceptionally() ? null : fetched.getNow(null);
    }
}
