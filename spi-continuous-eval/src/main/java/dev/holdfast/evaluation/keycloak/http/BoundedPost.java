package dev.holdfast.evaluation.keycloak.http;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.impl.client.CloseableHttpClient;

/**
 * Posts to addresses that others chose: no redirects, only to addresses that the policy admits, and within a time that bounds
 * the whole exchange, however slowly the other side sends its answer.
 */
public final class BoundedPost {

    private final CloseableHttpClient http;
    private final PinnedResolver resolver;
    private final ScheduledExecutorService clock;

    /** Makes something of an answer. */
    @FunctionalInterface
    public interface Reader<T> {

        /**
         * Reads the answer, which is closed afterwards.
         *
         * @param response the answer
         * @return what it says
         * @throws IOException if it does not come whole
         */
        T read(CloseableHttpResponse response) throws IOException;
    }

    /**
     * Makes one.
     *
     * @param http the client, made with the resolver
     * @param resolver judges addresses
     * @param clock aborts exchanges at their deadline
     */
    public BoundedPost(CloseableHttpClient http, PinnedResolver resolver, ScheduledExecutorService clock) {
        this.http = http;
        this.resolver = resolver;
        this.clock = clock;
    }

    /**
     * Sends a request.
     *
     * @param post the request; it is aborted when the time is over
     * @param connect how long connecting may take
     * @param answer how long the other side may be silent; both together bound the whole exchange
     * @param reader reads the answer
     * @return what the reader makes of it
     * @throws IOException if there is no complete answer in time
     */
    public <T> T send(HttpPost post, Duration connect, Duration answer, Reader<T> reader) throws IOException {
        post.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout((int) connect.toMillis())
                .setConnectTimeout((int) connect.toMillis())
                .setSocketTimeout((int) answer.toMillis())
                .setRedirectsEnabled(false)
                .build());
        long whole = connect.plus(answer).toMillis();
        ScheduledFuture<?> deadline = clock.schedule(post::abort, whole, TimeUnit.MILLISECONDS);
        try {
            return resolver.pushingTo(post.getURI().getHost(), () -> {
                try (CloseableHttpResponse response = http.execute(post)) {
                    return reader.read(response);
                }
            });
        } finally {
            deadline.cancel(false);
        }
    }
}
