package dev.holdfast.evaluation.keycloak.ssf.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.PushAnswer;
import dev.holdfast.evaluation.keycloak.http.BoundedPost;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.http.Header;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.apache.http.impl.client.CloseableHttpClient;
import org.keycloak.util.JsonSerialization;

/** Posts one SET to a receiver (RFC 8935 section 2.1), within bounds. */
final class PushClient {

    private static final ContentType SET = ContentType.create("application/secevent+jwt");
    private static final int LONGEST_BODY = 4096;

    private final PinnedResolver resolver;
    private final BoundedPost posts;

    PushClient(CloseableHttpClient http, PinnedResolver resolver, ScheduledExecutorService clock) {
        this.resolver = resolver;
        this.posts = new BoundedPost(http, resolver, clock);
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
        try {
            return posts.send(post, target.connect(), target.answer(), PushClient::verdict);
        } catch (IOException | RuntimeException failed) {
            Duration whole = target.connect().plus(target.answer());
            return unavailable(
                    post.isAborted()
                            ? "no complete answer within " + whole.toMillis() + " ms"
                            : "no answer: " + failed.getClass().getSimpleName());
        }
    }

    private static HttpPost post(PushTarget target, URI endpoint, String set) {
        HttpPost post = new HttpPost(endpoint);
        post.setHeader("Accept", "application/json");
        target.authorization().ifPresent(header -> post.setHeader("Authorization", header));
        post.setEntity(new StringEntity(set, SET));
        return post;
    }

    private static DeliveryVerdict verdict(CloseableHttpResponse response) throws IOException {
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
