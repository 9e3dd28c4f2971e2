package dev.holdfast.evaluation.keycloak.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.evaluation.oauth.AccessToken;
import dev.holdfast.evaluation.oauth.AccessTokens;
import dev.holdfast.evaluation.oauth.ClientGrant;
import dev.holdfast.evaluation.oauth.TokenUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.http.NameValuePair;
import org.apache.http.client.entity.UrlEncodedFormEntity;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.message.BasicNameValuePair;
import org.keycloak.util.JsonSerialization;

/** Asks a token endpoint for an access token (RFC 6749 sections 4.4.2 and 4.4.3). Never logs what it sends or gets. */
final class TokenRequest implements AccessTokens.Endpoint {

    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final Duration ANSWER = Duration.ofSeconds(5);

    /** For one token. */
    static final Duration LONGEST = CONNECT.plus(ANSWER);

    private static final int LONGEST_BODY = 64 * 1024;

    private final BoundedPost posts;

    TokenRequest(BoundedPost posts) {
        this.posts = posts;
    }

    private record Answer(int status, Map<?, ?> members) {}

    @Override
    public AccessToken ask(ClientGrant grant) throws TokenUnavailableException {
        Instant asked = Instant.now();
        Answer answer;
        try {
            HttpPost post = new HttpPost(posts.address(grant.tokenEndpoint()));
            post.setHeader("Accept", "application/json");
            grant.authorization().ifPresent(header -> post.setHeader("Authorization", header));
            List<NameValuePair> form = grant.parameters().entrySet().stream()
                    .<NameValuePair>map(one -> new BasicNameValuePair(one.getKey(), one.getValue()))
                    .toList();
            post.setEntity(new UrlEncodedFormEntity(form, StandardCharsets.UTF_8));
            answer = posts.send(post, CONNECT, ANSWER, TokenRequest::read);
        } catch (UnsuitableAddressException e) {
            throw new TokenUnavailableException("the address of the token endpoint " + e.what());
        } catch (RefusedAddressException refused) {
            throw new TokenUnavailableException("the address of the token endpoint " + refused.what());
        } catch (DeadlineException e) {
            throw new TokenUnavailableException("the token endpoint gives " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new TokenUnavailableException(
                    "the token endpoint does not answer: " + e.getClass().getSimpleName());
        }
        return AccessToken.of(answer.status(), answer.members(), asked);
    }

    private static Answer read(CloseableHttpResponse response) throws IOException {
        int status = response.getStatusLine().getStatusCode();
        return new Answer(status, members(BoundedPost.body(response, LONGEST_BODY)));
    }

    private static Map<?, ?> members(byte[] body) {
        try {
            JsonNode json = JsonSerialization.mapper.readTree(body);
            return json instanceof ObjectNode ? JsonSerialization.mapper.convertValue(json, Map.class) : Map.of();
        } catch (IOException notJson) {
            return Map.of();
        }
    }
}
