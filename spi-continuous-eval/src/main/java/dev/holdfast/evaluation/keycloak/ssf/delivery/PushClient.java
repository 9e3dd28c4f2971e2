package dev.holdfast.evaluation.keycloak.ssf.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.PushAnswer;
import dev.holdfast.evaluation.keycloak.http.AuthorizedPost;
import dev.holdfast.evaluation.keycloak.http.BoundedPost;
import dev.holdfast.evaluation.keycloak.http.DeadlineException;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.keycloak.http.RefusedAddressException;
import dev.holdfast.evaluation.keycloak.http.UnsuitableAddressException;
import dev.holdfast.evaluation.oauth.AccessTokens;
import dev.holdfast.evaluation.oauth.TokenUnavailableException;
import java.io.IOException;
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

    private final BoundedPost posts;
    private final AuthorizedPost authorized;

    PushClient(CloseableHttpClient http, PinnedResolver resolver, ScheduledExecutorService clock, AccessTokens tokens) {
        this.posts = new BoundedPost(http, resolver, clock);
        this.authorized = new AuthorizedPost(posts, tokens);
    }

    /** Sends and says what became of it; never throws, never logs the SET. */
    DeliveryVerdict push(PushTarget target, String set) {
        try {
            URI endpoint = posts.address(target.endpoint());
            return authorized
                    .send(
                            () -> post(endpoint, set),
                            target.credential(),
                            target.connect(),
                            target.answer(),
                            PushClient::answer,
                            PushAnswer::status)
                    .verdict();
        } catch (UnsuitableAddressException wrong) {
            return unavailable("the push address " + wrong.what());
        } catch (RefusedAddressException refused) {
            return unavailable("the push address " + refused.what());
        } catch (TokenUnavailableException none) {
            return unavailable("not sent without a credential: " + none.reason());
        } catch (DeadlineException late) {
            return unavailable(String.valueOf(late.getMessage()));
        } catch (IOException | RuntimeException failed) {
            return unavailable("no answer: " + failed.getClass().getSimpleName());
        }
    }

    private static HttpPost post(URI endpoint, String set) {
        HttpPost post = new HttpPost(endpoint);
        post.setHeader("Accept", "application/json");
        post.setEntity(new StringEntity(set, SET));
        return post;
    }

    private static PushAnswer answer(CloseableHttpResponse response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        Optional<String> err = err(BoundedPost.body(response, LONGEST_BODY));
        return new PushAnswer(status, err, retryAfter(response.getFirstHeader("Retry-After")));
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
