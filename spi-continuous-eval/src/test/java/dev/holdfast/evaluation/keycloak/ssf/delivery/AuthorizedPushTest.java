package dev.holdfast.evaluation.keycloak.ssf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Delivered;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.oauth.AccessTokens;
import dev.holdfast.evaluation.oauth.ClientGrant;
import dev.holdfast.evaluation.oauth.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A receiver that wants an access token of its own authorization server. */
class AuthorizedPushTest {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PushThreads threads = new PushThreads();
    private final PinnedResolver resolver =
            new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, AddressPolicy.CLOSED_NETWORK);
    private final PushClient client = new PushClient(
            HttpClients.custom().disableRedirectHandling().build(), resolver, threads.clock(), new AccessTokens());
    private final List<String> shown = new CopyOnWriteArrayList<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final AtomicInteger token = new AtomicInteger();
    private HttpServer server;
    private volatile String valid = "t1";
    private volatile int tokenStatus = 200;

    @BeforeEach
    void listen() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/token", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization") + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = ("{\"access_token\":\"t" + token.incrementAndGet()
                            + "\",\"token_type\":\"Bearer\",\"expires_in\":600}")
                    .getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(tokenStatus, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.createContext("/events", exchange -> {
            exchange.getRequestBody().readAllBytes();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            shown.add(authorization);
            exchange.sendResponseHeaders(authorization.equals("Bearer " + valid) ? 202 : 401, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.close();
    }

    private DeliveryVerdict push(Credential credential) {
        PushTarget target =
                new PushTarget("r", "c", "s", address("/events"), credential, PATIENCE, PATIENCE, Optional.empty());
        return client.push(target, "a.b.c");
    }

    private String address(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private Credential.Token by(String tokenPath) {
        return new Credential.Token(
                new ClientGrant(address(tokenPath), "us", "s3cret", "events", ClientGrant.Method.CLIENT_SECRET_BASIC));
    }

    @Test
    void push_withAToken_asksForItOnce() {
        assertThat(push(by("/token"))).isInstanceOf(Delivered.class);
        assertThat(push(by("/token"))).isInstanceOf(Delivered.class);

        assertThat(shown).containsExactly("Bearer t1", "Bearer t1");
        assertThat(asked).containsExactly("Basic dXM6czNjcmV0 grant_type=client_credentials&scope=events");
    }

    @Test
    void push_withATokenThatIsRefused_isSentOnceMoreWithANewOne() {
        assertThat(push(by("/token"))).isInstanceOf(Delivered.class);
        valid = "t2";

        assertThat(push(by("/token"))).isInstanceOf(Delivered.class);
        assertThat(shown).containsExactly("Bearer t1", "Bearer t1", "Bearer t2");
    }

    @Test
    void push_toAReceiverThatTakesNoToken_triesTwiceOnly() {
        valid = "none";

        assertThat(push(by("/token"))).isEqualTo(new Unavailable("HTTP 401", Optional.empty()));
        assertThat(shown).containsExactly("Bearer t1", "Bearer t2");
        assertThat(asked).hasSize(2);
    }

    @Test
    void push_withoutAToken_isNeverSent() {
        tokenStatus = 503;
        assertThat(push(by("/token")))
                .isEqualTo(new Unavailable(
                        "not sent without a credential: the token endpoint answers HTTP 503", Optional.empty()));
        tokenStatus = 302;
        assertThat(push(by("/token"))).isInstanceOf(Unavailable.class);
        assertThat(push(new Credential.Token(
                        new ClientGrant("nowhere", "us", "s3cret", "", ClientGrant.Method.CLIENT_SECRET_POST))))
                .isInstanceOf(Unavailable.class);
        assertThat(push(new Credential.Missing("no secret")))
                .isEqualTo(new Unavailable("not sent without a credential: no secret", Optional.empty()));

        assertThat(shown).isEmpty();
    }

    @Test
    void push_withAnAgreedHeader_showsIt() {
        valid = "agreed";
        assertThat(push(new Credential.Header("Bearer agreed"))).isInstanceOf(Delivered.class);
        assertThat(asked).isEmpty();
    }
}
