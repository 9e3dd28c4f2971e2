package dev.holdfast.evaluation.keycloak.logout;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.delivery.FairWork;
import dev.holdfast.evaluation.keycloak.http.BoundedPost;
import dev.holdfast.evaluation.keycloak.http.PinnedHttpClient;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.apache.http.message.BasicNameValuePair;
import org.jboss.logging.Logger;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AbstractKeycloakTransaction;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;

/**
 * Tells the clients of a session that we end, at their back-channel logout URLs: Keycloak does so when somebody logs out, not
 * when a session is removed. After the commit, on few threads of its own and within bounded time, tried once: a relying party
 * that is slow or down delays nobody, and whoever needs certainty listens to events.
 */
public final class BackChannelLogouts implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(BackChannelLogouts.class);

    private static final int THREADS = 32;
    private static final int THREADS_PER_HOST = 2;
    private static final int WAITING_PER_HOST = 1_000;
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(3);
    private static final long IDLE_SECONDS = 30;
    private static final long GRACE_SECONDS = 2;

    private final PinnedResolver resolver =
            new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, AddressPolicy.CLOSED_NETWORK);
    private final PinnedHttpClient http = new PinnedHttpClient(resolver);
    private final ExecutorService threads = threads();
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, named("holdfast-logout-clock"));
    private final FairWork work = new FairWork(threads, THREADS_PER_HOST, WAITING_PER_HOST);

    /** Starts without threads; they come with the first call. */
    public BackChannelLogouts() {
        clock.setRemoveOnCancelPolicy(true);
        clock.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
        clock.allowCoreThreadTimeOut(true);
    }

    /**
     * Prepares to tell the clients of a session, which is done when the transaction has committed. Nothing that goes wrong here
     * keeps a session alive.
     *
     * @param own the session of the transaction
     * @param ending the session that it ends, online and offline, as far as it is still there
     */
    public void afterCommit(KeycloakSession own, Stream<UserSessionModel> ending) {
        try {
            LogoutTokens tokens = new LogoutTokens(own);
            ending.forEach(tokens::add);
            List<LogoutCall> calls = tokens.calls();
            if (!calls.isEmpty()) {
                BoundedPost posts = new BoundedPost(http.of(own), resolver, clock);
                own.getTransactionManager().enlistAfterCompletion(new AbstractKeycloakTransaction() {
                    @Override
                    protected void commitImpl() {
                        calls.forEach(call -> queue(posts, call));
                    }

                    @Override
                    protected void rollbackImpl() {}
                });
            }
        } catch (RuntimeException e) {
            LOG.warnf("No back-channel logout: %s", e.getClass().getSimpleName());
        }
    }

    private void queue(BoundedPost posts, LogoutCall call) {
        if (!work.add(call.address().getAuthority(), () -> failure(posts, call).ifPresent(why -> warn(call, why)))) {
            warn(call, "too many wait for it");
        }
    }

    private static Optional<String> failure(BoundedPost posts, LogoutCall call) {
        if (Instant.now().isAfter(call.expires())) {
            return Optional.of("those before it took too long");
        }
        HttpPost post = new HttpPost(call.address());
        post.setEntity(new UrlEncodedFormEntity(
                List.of(new BasicNameValuePair(OAuth2Constants.LOGOUT_TOKEN, call.token())), StandardCharsets.UTF_8));
        try {
            int status = posts.send(
                    post, CONNECT, ANSWER, response -> response.getStatusLine().getStatusCode());
            // Section 2.8; frameworks answer 204 where there is no body.
            return status == 200 || status == 204 ? Optional.empty() : Optional.of("HTTP " + status);
        } catch (IOException | RuntimeException e) {
            boolean late = e instanceof InterruptedIOException;
            return Optional.of(late ? "no answer in time" : e.getClass().getSimpleName());
        }
    }

    private static void warn(LogoutCall call, String why) {
        LOG.warnf("Back-channel logout of client %s failed: %s", call.clientId(), why);
    }

    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        clock.shutdownNow();
        http.close();
    }

    private static ExecutorService threads() {
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                THREADS,
                THREADS,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(),
                named("holdfast-logout"),
                // Only while the server stops.
                new ThreadPoolExecutor.DiscardPolicy());
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
