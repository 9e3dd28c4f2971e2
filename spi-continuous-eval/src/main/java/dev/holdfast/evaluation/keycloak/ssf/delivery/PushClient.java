package dev.holdfast.evaluation.keycloak.ssf.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.PushAnswer;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.apache.http.Header;
import org.apache.http.client.config.RequestConfig;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.keycloak.util.JsonSerialization;

/**
 * Posts one SET to a receiver (RFC 8935 section 2.1): no redirects, only to addresses that the policy admits, and within a
 * time that bounds the whole exchange, however slowly the receiver sends its answer.
 */
final class PushClient {

    private static final ContentType SET = ContentType.create("application/secevent+jwt");
    private static final int LONGEST_BODY = 4096;

    private final CloseableHttpClient http;
    private final PinnedResolver resolver;
    private final ScheduledExecutorService clock;

    PushClient(CloseableHttpClient http, PinnedResolver resolver, ScheduledExecutorService clock) {
        this.http = http;
        this.resolver = resolver;
        this.clock = clock;
    }

    /** Sends and says what became of it; never throws, never logs the SET. */
    DeliveryVerdict push(PushTarget target, String set) {
        URI endpoint;
        try {
            endpoint = URI.create(target.endpoint());
        } catch (IllegalArgumentException notAnAddress) {
            return unavailable("the push address is not a URL");
        }
        if (endpoint.getHost() == null) {
            return unavailable("the push address has no host");
        }
        if (!"https".equalsIgnoreCase(endpoint.getScheme()) && resolver.policy() == AddressPolicy.PUBLIC) {
            return unavailable("the push address is not https");
        }
        HttpPost post = post(target, endpoint, set);
        Duration whole = target.connect().plus(target.answer());
        ScheduledFuture<?> deadline = clock.schedule(post::abort, whole.toMillis(), TimeUnit.MILLISECONDS);
        try {
            return resolver.pushingTo(endpoint.getHost(), () -> exchange(post));
        } catch (IOException | RuntimeException failed) {
            return unavailable(
                    post.isAborted()
                            ? "no complete answer within " + whole.toMillis() + " ms"
                            : "no answer: " + failed.getClass().getSimpleName());
        } finally {
            deadline.cancel(false);
        }
    }

    private static HttpPost post(PushTarget target, URI endpoint, String set) {
        HttpPost post = new HttpPost(endpoint);
        post.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout((int) target.connect().toMillis())
                .setConnectTimeout((int) target.connect().toMillis())
                .setSocketTimeout((int) target.answer().toMillis())
                .setRedirectsEnabled(false)
                .build());
        post.setHeader("Accept", "application/json");
        target.authorization().ifPresent(header -> post.setHeader("Authorization", header));
        post.setEntity(new StringEntity(set, SET));
        return post;
    }

    private DeliveryVerdict exchange(HttpPost post) throws IOException {
        try (CloseableHttpResponse response = http.execute(post)) {
            int status = response.getStatusLine().getStatusCode();
            Optional<String> err = Optional.empty();
            if (response.getEntity() != null) {
                InputStream content = response.getEntity().getContent();
                byte[] body = content.readNBytes(LONGEST_BODY);
                err = err(body);
                if (content.read() < 0) {
                    // Read to its end, so that the connection is used again.
                    content.close();
                }
            }
            return new PushAnswer(status, err, retryAfter(response.getFirstHeader("Retry-After"))).verdict();
        }
    }

    private static Optional<String> err(byte[] body) {
        try {
            JsonNode err = JsonSerialization.mapper
                    .readTree(new String(body, StandardCharsets.UTF_8))
                    .path("err");
            return err.isTextual() ? Optional.of(err.textValue()) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> retryAfter(Header header) {
        return header != null && header.getValue().matches("[0-9]{1,6}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(header.getValue())))
                : Optional.empty();
    }

    private static DeliveryVerdict unavailable(String reason) {
        return new Unavailable(reason, Optional.empty());
    }
}
