package dev.holdfast.evaluation.keycloak.ssf.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Delivered;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Undeliverable;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.oauth.AccessTokens;
import dev.holdfast.evaluation.oauth.Credential;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.http.conn.DnsResolver;
import org.apache.http.impl.client.CloseableHttpClient;
import org.apache.http.impl.client.HttpClients;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Against real sockets. */
class PushClientTest {

    private static final Duration CONNECT = Duration.ofMillis(200);
    private static final Duration ANSWER = Duration.ofMillis(300);
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private final PushThreads threads = new PushThreads();
    private final AtomicInteger connections = new AtomicInteger();
    private final CountDownLatch end = new CountDownLatch(1);
    private ServerSocket server;

    /** What a receiver does with a connection. */
    private interface Behaviour {
        void serve(Socket socket) throws Exception;
    }

    @BeforeEach
    void listen() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getByAddress(LOOPBACK));
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        server.close();
        threads.close();
    }

    @Test
    void push_accepted_isDeliveredAndTheConnectionIsUsedAgain() {
        receiver(socket -> {
            for (int i = 0; i < 2; i++) {
                readRequest(socket);
                answer(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n");
            }
        });
        PushClient client = client(host -> loopback(), AddressPolicy.CLOSED_NETWORK);

        assertThat(client.push(target("http"), "a.b.c")).isInstanceOf(Delivered.class);
        assertThat(client.push(target("http"), "a.b.d")).isInstanceOf(Delivered.class);
        assertThat(connections).hasValue(1);
    }

    @Test
    void push_refusedWithErr_isJudgedByIt() {
        String body = "{\"err\":\"invalid_audience\"}";
        receiver(socket -> {
            readRequest(socket);
            answer(socket, "HTTP/1.1 400 Bad\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        });

        assertThat(client(host -> loopback(), AddressPolicy.CLOSED_NETWORK).push(target("http"), "a.b.c"))
                .isEqualTo(new Undeliverable("HTTP 400 invalid_audience"));
    }

    @Test
    void push_toARedirect_isNotFollowed() {
        receiver(socket -> {
            readRequest(socket);
            answer(
                    socket,
                    "HTTP/1.1 302 Found\r\nLocation: http://receiver.example:" + server.getLocalPort()
                            + "/other\r\nContent-Length: 0\r\n\r\n");
        });

        assertThat(client(host -> loopback(), AddressPolicy.CLOSED_NETWORK).push(target("http"), "a.b.c"))
                .isEqualTo(new Unavailable("HTTP 302", Optional.empty()));
    }

    /** Each byte comes in time, the answer never: a time-out between bytes alone would hold the thread for ever. */
    @Test
    @Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void push_toAReceiverThatDrips_endsAtTheDeadline() {
        receiver(socket -> {
            readRequest(socket);
            answer(socket, "HTTP/1.1 200 OK\r\nX-Slow: ");
            while (!end.await(50, TimeUnit.MILLISECONDS)) {
                answer(socket, "x");
            }
        });
        long begin = System.nanoTime();

        DeliveryVerdict verdict =
                client(host -> loopback(), AddressPolicy.CLOSED_NETWORK).push(target("http", CONNECT, ANSWER), "a.b.c");

        assertThat(verdict).isEqualTo(new Unavailable("no complete answer within 500 ms", Optional.empty()));
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(5));
    }

    /** The first answer of the name server is what a check sees, the second one would be what is connected to. */
    @Test
    void push_toANameThatAnswersDifferentlyTheSecondTime_neverReachesTheInnerAddress() {
        receiver(socket -> answer(socket, "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n"));
        AtomicInteger asked = new AtomicInteger();
        DnsResolver rebinding = host ->
                asked.getAndIncrement() % 2 == 0 ? new InetAddress[] {InetAddress.getByName("192.0.2.1")} : loopback();
        PushClient client = client(rebinding, AddressPolicy.PUBLIC);

        for (int i = 0; i < 4; i++) {
            assertThat(client.push(target("https", CONNECT, ANSWER), "a.b.c")).isInstanceOf(Unavailable.class);
        }
        assertThat(asked.get()).isGreaterThan(1);
        assertThat(connections).hasValue(0);
    }

    @Test
    void push_withoutTls_isRefusedUnlessInsecureTargetsAreAllowed() {
        assertThat(client(host -> loopback(), AddressPolicy.PUBLIC).push(target("http"), "a.b.c"))
                .isEqualTo(new Unavailable("the push address is not https", Optional.empty()));
    }

    /** The commonest mistake is told in words, and names neither the host nor where it leads. */
    @Test
    void push_toANameThatLeadsInside_saysWhatToDo() {
        assertThat(client(host -> loopback(), AddressPolicy.PUBLIC).push(target("https"), "a.b.c"))
                .isEqualTo(new Unavailable(
                        "the push address leads to no address that may be pushed to; see the option"
                                + " allow-insecure-push-targets",
                        Optional.empty()));
        assertThat(connections).hasValue(0);
    }

    @Test
    void push_toNoUrl_isUnavailable() {
        PushTarget nowhere =
                new PushTarget("r", "c", "s", "::", new Credential.None(), CONNECT, ANSWER, Optional.empty());

        assertThat(client(host -> loopback(), AddressPolicy.CLOSED_NETWORK).push(nowhere, "a.b.c"))
                .isInstanceOf(Unavailable.class);
    }

    private PushClient client(DnsResolver names, AddressPolicy policy) {
        PinnedResolver resolver = new PinnedResolver(names, policy);
        CloseableHttpClient http = HttpClients.custom().setDnsResolver(resolver).build();
        return new PushClient(http, resolver, threads.clock(), new AccessTokens());
    }

    /** Generous: the first exchange loads classes, and test machines are rarely idle. */
    private PushTarget target(String scheme) {
        return target(scheme, Duration.ofSeconds(10), Duration.ofSeconds(10));
    }

    private PushTarget target(String scheme, Duration connect, Duration answer) {
        String endpoint = scheme + "://receiver.example:" + server.getLocalPort() + "/events";
        return new PushTarget("r", "c", "s", endpoint, new Credential.None(), connect, answer, Optional.empty());
    }

    private void receiver(Behaviour behaviour) {
        Thread thread = new Thread(() -> {
            while (!server.isClosed()) {
                try (Socket socket = server.accept()) {
                    connections.incrementAndGet();
                    behaviour.serve(socket);
                } catch (Exception closed) {
                    // The other side has gone: that is what some of these tests are about.
                }
            }
        });
        thread.setDaemon(true);
        thread.start();
    }

    private static InetAddress[] loopback() throws java.net.UnknownHostException {
        return new InetAddress[] {InetAddress.getByAddress(LOOPBACK)};
    }

    private static void readRequest(Socket socket) throws IOException {
        byte[] buffer = new byte[4096];
        StringBuilder request = new StringBuilder();
        while (!request.toString().contains("a.b.")) {
            int read = socket.getInputStream().read(buffer);
            if (read < 0) {
                throw new IOException("closed");
            }
            request.append(new String(buffer, 0, read, StandardCharsets.US_ASCII));
        }
    }

    private static void answer(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().flush();
    }
}
