package dev.holdfast.evaluation.keycloak.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.keycloak.http.AuthorizedPost;
import dev.holdfast.evaluation.keycloak.http.BoundedPost;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.oauth.AccessTokens;
import dev.holdfast.evaluation.oauth.Credential;
import dev.holdfast.evaluation.signal.poll.PollFailedException;
import dev.holdfast.evaluation.signal.poll.PollRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against a transmitter that does what it likes. */
class PollExchangeTest {

    private static final Duration LONG = Duration.ofSeconds(10);
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final PollRequest REQUEST = new PollRequest(2, true, List.of("a"), Map.of());

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch end = new CountDownLatch(1);
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;

    /** What it does with a request. */
    private interface Behaviour {
        void serve(HttpExchange exchange) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        threads.shutdownNow();
        clock.shutdownNow();
    }

    private PollExchange exchange(AddressPolicy policy, Credential credential, Duration answer) {
        PinnedResolver resolver = new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, policy);
        BoundedPost posts =
                new BoundedPost(HttpClients.custom().setDnsResolver(resolver).build(), resolver, clock);
        return new PollExchange(
                posts,
                new AuthorizedPost(posts, new AccessTokens()),
                "http://localhost:" + server.getAddress().getPort() + "/poll",
                credential,
                new PollExchange.Patience(answer, answer, answer));
    }

    private PollExchange exchange(Duration answer) {
        return exchange(AddressPolicy.CLOSED_NETWORK, new Credential.Header("Bearer agreed"), answer);
    }

    private void transmitter(Behaviour behaviour) {
        server.createContext("/", exchange -> {
            try (exchange) {
                asked.add(exchange.getRequestURI() + " "
                        + exchange.getRequestHeaders().getFirst("Authorization") + " "
                        + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
                behaviour.serve(exchange);
            } catch (Exception gone) {
                // The other side has given up, which is what some of these tests are about.
            }
        });
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Test
    void poll_answered_hasItsSets() throws Exception {
        transmitter(exchange -> answer(exchange, 200, "{\"sets\":{\"a\":\"x.y.z\"},\"moreAvailable\":false}"));

        assertThat(exchange(LONG).poll(REQUEST).sets()).containsExactly(Map.entry("a", "x.y.z"));
        assertThat(asked)
                .containsExactly("/poll Bearer agreed {\"maxEvents\":2,\"returnImmediately\":true,\"ack\":[\"a\"]}");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 |                                      | HTTP 500
            401 |                                      | HTTP 401
            204 |                                      | HTTP 204
            200 | no JSON                              | the answer is no JSON
            200 | []                                   | the answer is no JSON object
            200 | {}                                   | the answer has no sets
            200 | {"sets":{"a":"x","a":"y"}}           | the answer is no JSON
            200 | {"sets":{}} {"sets":{}}              | the answer is no JSON
            """)
    void poll_answeredOtherwise_fails(int status, String body, String reason) {
        transmitter(exchange -> answer(exchange, status, body == null ? "" : body));

        assertThatThrownBy(() -> exchange(LONG).poll(REQUEST)).hasMessage(reason);
    }

    @Test
    void poll_answeredByARedirect_goesNowhereElse() {
        transmitter(exchange -> {
            exchange.getResponseHeaders().set("Location", "/elsewhere");
            answer(exchange, 307, "");
        });

        assertThatThrownBy(() -> exchange(LONG).poll(REQUEST)).hasMessage("HTTP 307");
        assertThat(asked).hasSize(1);
    }

    @Test
    void poll_answeredWithoutEnd_endsAtTheBound() {
        transmitter(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] much = "[".repeat(64 * 1024).getBytes(StandardCharsets.UTF_8);
            while (end.getCount() > 0) {
                exchange.getResponseBody().write(much);
            }
        });

        assertThatThrownBy(() -> exchange(LONG).poll(REQUEST)).hasMessage("the answer is too large");
    }

    /** Each byte comes in time, the end never. */
    @Test
    @Timeout(10)
    void poll_answeredDropByDrop_endsAtTheDeadline() {
        transmitter(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            do {
                exchange.getResponseBody().write(' ');
                exchange.getResponseBody().flush();
            } while (!end.await(50, TimeUnit.MILLISECONDS));
        });

        PollFailedException failure = catchThrowableOfType(
                PollFailedException.class, () -> exchange(SHORT).poll(REQUEST));

        assertThat(failure.isLate()).isTrue();
    }

    @Test
    void poll_withoutACredential_isNotSent() {
        transmitter(exchange -> answer(exchange, 200, "{\"sets\":{}}"));

        assertThatThrownBy(() -> exchange(AddressPolicy.CLOSED_NETWORK, new Credential.Missing("none"), LONG)
                        .poll(REQUEST))
                .hasMessage("not asked without a credential: none");
        assertThatThrownBy(() -> exchange(AddressPolicy.PUBLIC, new Credential.None(), LONG)
                        .poll(REQUEST))
                .hasMessage("the poll endpoint is not https");
        assertThat(asked).isEmpty();
    }
}
