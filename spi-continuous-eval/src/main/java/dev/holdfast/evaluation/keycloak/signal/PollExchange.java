package dev.holdfast.evaluation.keycloak.signal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.holdfast.evaluation.keycloak.http.AuthorizedPost;
import dev.holdfast.evaluation.keycloak.http.BoundedPost;
import dev.holdfast.evaluation.keycloak.http.RefusedAddressException;
import dev.holdfast.evaluation.keycloak.http.UnsuitableAddressException;
import dev.holdfast.evaluation.oauth.Credential;
import dev.holdfast.evaluation.oauth.TokenUnavailableException;
import dev.holdfast.evaluation.signal.poll.PollFailedException;
import dev.holdfast.evaluation.signal.poll.PollRequest;
import dev.holdfast.evaluation.signal.poll.PollTurn;
import dev.holdfast.evaluation.signal.poll.PolledSets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.apache.http.client.methods.CloseableHttpResponse;
import org.apache.http.client.methods.HttpPost;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.entity.ContentType;
import org.apache.http.entity.StringEntity;
import org.keycloak.util.JsonSerialization;

/** Polls the endpoint of one transmitter (RFC 8936 section 2), within bounds. Never logs what it sends or gets. */
final class PollExchange implements PollTurn.Exchange {

    /** Transmitters, ours too, keep a request for half a minute. */
    static final Patience PATIENCE = new Patience(Duration.ofSeconds(2), Duration.ofSeconds(8), Duration.ofSeconds(40));

    /** As many tokens as are asked for, each of the size that is taken, have less. */
    private static final int MOST_BYTES = 1024 * 1024;

    private static final int OK = 200;
    private static final ObjectReader JSON = JsonSerialization.mapper
            .readerFor(Object.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    private final BoundedPost posts;
    private final AuthorizedPost authorized;
    private final String endpoint;
    private final Credential credential;
    private final Patience patience;

    /**
     * How long to wait.
     *
     * @param connect for a connection
     * @param atOnce for an answer that is due at once
     * @param kept for an answer to a request that may be kept
     */
    record Patience(Duration connect, Duration atOnce, Duration kept) {}

    PollExchange(
            BoundedPost posts, AuthorizedPost authorized, String endpoint, Credential credential, Patience patience) {
        this.posts = posts;
        this.authorized = authorized;
        this.endpoint = endpoint;
        this.credential = credential;
        this.patience = patience;
    }

    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    private record Answer(int status, byte[] body) {}

    @Override
    public PolledSets poll(PollRequest request) throws PollFailedException {
        Answer answer;
        try {
            URI address = posts.address(endpoint);
            String body = JsonSerialization.writeValueAsString(request.members());
            answer = authorized.send(
                    () -> post(address, body),
                    credential,
                    patience.connect(),
                    request.returnImmediately() ? patience.atOnce() : patience.kept(),
                    PollExchange::read,
                    Answer::status);
        } catch (UnsuitableAddressException wrong) {
            throw new PollFailedException("the poll endpoint " + wrong.what());
        } catch (RefusedAddressException refused) {
            throw new PollFailedException("the poll endpoint " + refused.what());
        } catch (TokenUnavailableException none) {
            throw new PollFailedException("not asked without a credential: " + none.reason());
        } catch (ConnectTimeoutException unreachable) {
            throw new PollFailedException("no connection");
        } catch (InterruptedIOException late) {
            throw PollFailedException.late("no complete answer in time");
        } catch (IOException | RuntimeException failed) {
            throw new PollFailedException("no answer: " + failed.getClass().getSimpleName());
        }
        if (answer.status() != OK) {
            throw new PollFailedException("HTTP " + answer.status());
        }
        if (answer.body().length > MOST_BYTES) {
            throw new PollFailedException("the answer is too large");
        }
        return PolledSets.of(members(answer.body()), request.maxEvents());
    }

    private static HttpPost post(URI address, String body) {
        HttpPost post = new HttpPost(address);
        post.setHeader("Accept", "application/json");
        post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        return post;
    }

    private static Answer read(CloseableHttpResponse response) throws IOException {
        return new Answer(response.getStatusLine().getStatusCode(), BoundedPost.body(response, MOST_BYTES + 1));
    }

    private static Map<?, ?> members(byte[] body) throws PollFailedException {
        try {
            if (JSON.<Object>readValue(body) instanceof Map<?, ?> members) {
                return members;
            }
        } catch (IOException notJson) {
            throw new PollFailedException("the answer is no JSON");
        }
        throw new PollFailedException("the answer is no JSON object");
    }
}
