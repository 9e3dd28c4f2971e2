package dev.holdfast.evaluation.keycloak.http;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
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
     * Reads an address that others chose.
     *
     * @param text the address
     * @return the same; it leads to a host by TLS, or by plain HTTP where the policy admits closed networks
     * @throws UnsuitableAddressException if nothing may be sent there
     */
    public URI address(String text) throws UnsuitableAddressException {
        Optional<String> objection = resolver.policy().objection(text);
        if (objection.isPresent()) {
            throw new UnsuitableAddressException(objection.get());
        }
        return URI.create(text);
    }

    /**
     * Reads the body of an answer, up to a bound; what is longer is cut off, and its connection is not used again.
     *
     * @param response the answer
     * @param most so many bytes
     * @return the body, empty if there is none
     * @throws IOException if it does not come whole
     */
    public static byte[] body(CloseableHttpResponse response, int most) throws IOException {
        if (response.getEntity() == null) {
            return new byte[0];
        }
        InputStream content = response.getEntity().getContent();
        byte[] body = content.readNBytes(most);
        if (content.read() < 0) {
            // Read to its end, so that the connection is used again.
            content.close();
        }
        return body;
    }

    /**
     * Sends a request.
     *
     * @param post the request; it is aborted when the time is over
     * @param connect how long connecting may take
     * @param answer how long the other side may be silent; both together bound the whole exchange
     * @param reader reads the answer
     * @return what the reader makes of it
     * @throws IOException if there is no complete answer; {@link DeadlineException} if the time is over
     */
    public <T> T send(HttpPost post, Duration connect, Duration answer, Reader<T> reader) throws IOException {
        post.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout((int) connect.toMillis())
                .setConnectTimeout((int) connect.toMillis())
                .setSocketTimeout((int) answer.toMillis())
                .setRedirectsEnabled(false)
                .build());
        Duration whole = connect.plus(answer);
        ScheduledFuture<?> deadline = clock.schedule(post::abort, whole.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return resolver.pushingTo(post.getURI().getHost(), () -> {
                try (CloseableHttpResponse response = http.execute(post)) {
                    return reader.read(response);
                }
            });
        } catch (IOException | RuntimeException failed) {
            if (post.isAborted()) {
                throw new DeadlineException(whole);
            }
            throw failed;
        } finally {
            deadline.cancel(false);
        }
    }
}
