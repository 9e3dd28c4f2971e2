package dev.holdfast.evaluation.keycloak.http;

import dev.holdfast.evaluation.oauth.AccessToken;
import dev.holdfast.evaluation.oauth.AccessTokens;
import dev.holdfast.evaluation.oauth.Credential;
import dev.holdfast.evaluation.oauth.TokenUnavailableException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import org.apache.http.client.methods.HttpPost;

/** Posts with a credential. What it belongs to is never sent without it. */
public final class AuthorizedPost {

    private static final int UNAUTHORIZED = 401;

    private final BoundedPost posts;
    private final AccessTokens tokens;
    private final TokenRequest endpoint;

    /**
     * Makes one.
     *
     * @param posts sends, also what is sent to token endpoints
     * @param tokens remembers access tokens
     */
    public AuthorizedPost(BoundedPost posts, AccessTokens tokens) {
        this.posts = posts;
        this.tokens = tokens;
        this.endpoint = new TokenRequest(posts);
    }

    /**
     * Sends a request. An access token that is answered 401 is forgotten, and the request is sent once more with a new one.
     *
     * @param request makes the request, without {@code Authorization}
     * @param credential how to authenticate
     * @param connect as for {@link BoundedPost#send}
     * @param answer as for {@link BoundedPost#send}
     * @param reader reads the answer
     * @param status the HTTP status in what was read
     * @return what the reader makes of the answer
     * @throws TokenUnavailableException if there is no credential to be had; nothing was sent
     * @throws IOException if there is no complete answer in time
     */
    public <T> T send(
            Supplier<HttpPost> request,
            Credential credential,
            Duration connect,
            Duration answer,
            BoundedPost.Reader<T> reader,
            ToIntFunction<T> status)
            throws TokenUnavailableException, IOException {
        if (credential instanceof Credential.Missing missing) {
            throw new TokenUnavailableException(missing.why());
        }
        if (!(credential instanceof Credential.Token by)) {
            HttpPost post = request.get();
            if (credential instanceof Credential.Header header) {
                post.setHeader("Authorization", header.value());
            }
            return posts.send(post, connect, answer, reader);
        }
        AccessToken token = tokens.get(by.grant(), Instant.now(), endpoint);
        T first = posts.send(bearing(request.get(), token), connect, answer, reader);
        if (status.applyAsInt(first) != UNAUTHORIZED) {
            return first;
        }
        tokens.drop(by.grant(), token);
        AccessToken other = tokens.get(by.grant(), Instant.now(), endpoint);
        T second = posts.send(bearing(request.get(), other), connect, answer, reader);
        if (status.applyAsInt(second) == UNAUTHORIZED) {
            tokens.drop(by.grant(), other);
        }
        return second;
    }

    /**
     * How long sending can take: with a token that is refused, two requests and two for tokens.
     *
     * @param connect as for {@link #send}
     * @param answer as for {@link #send}
     * @return the longest time
     */
    public static Duration longest(Duration connect, Duration answer) {
        return connect.plus(answer).plus(TokenRequest.LONGEST).multipliedBy(2);
    }

    private static HttpPost bearing(HttpPost post, AccessToken token) {
        post.setHeader("Authorization", "Bearer " + token.value());
        return post;
    }
}
