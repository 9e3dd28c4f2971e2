package dev.holdfast.rp.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.retry.Backoff;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SignalSenderTest {

    private static final String RP = "https://api.example";
    private static final String KEYCLOAK = TestIssuer.ISSUER.toString();
    private static final ECKey KEY = ecKey(Curve.P_256);

    private final TestClock clock = new TestClock();
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Queue<Integer> statuses = new ConcurrentLinkedQueue<>();

    @SuppressWarnings("NullAway.Init") // set before each test
    private HttpServer server;

    private static ECKey ecKey(Curve curve) {
        try {
            return new ECKeyGenerator(curve).keyID("rp-1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/signals", this::receive);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    private void receive(HttpExchange exchange) throws IOException {
        boolean wellFormed = "Bearer agreed".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && "application/secevent+jwt"
                        .equals(exchange.getRequestHeaders().getFirst("Content-Type"))
                && "application/json".equals(exchange.getRequestHeaders().getFirst("Accept"));
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
        Integer status = statuses.poll();
        exchange.sendResponseHeaders(wellFormed ? (status == null ? 202 : status) : 401, -1);
        exchange.close();
        received.add(body);
    }

    private SignalSettings settings(int perMinute, int capacity) {
        URI endpoint = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/signals");
        return new SignalSettings(endpoint, "Bearer agreed", RP, KEYCLOAK, perMinute, capacity);
    }

    private SignalSender sender(SignalKey key, int perMinute, int capacity) {
        return SignalSender.start(settings(perMinute, capacity), key, new Backoff(Duration.ofMillis(1)), clock);
    }

    private VerifiedEvent next(JWK key) throws Exception {
        String set = String.valueOf(received.poll(30, TimeUnit.SECONDS));
        return SecurityEventVerifier.forTransmitter(URI.create(RP), IssuerKeys.fixed(new JWKSet(key)), KEYCLOAK, clock)
                .verify(set);
    }

    private static void awaitState(SignalSender sender, long sent, long dropped) {
        while (sender.state().sent() != sent || sender.state().dropped() != dropped) {
            Thread.onSpinWait();
        }
    }

    @Test
    void report_abuse_isARiskLevelChangeSignedByTheRelyingParty() throws Exception {
        try (SignalSender sender = sender(SignalKey.of(KEY), 10, 10)) {
            assertThat(sender.report(new Signal.Abuse(new Opaque("s1"), "ten times the usual volume")))
                    .isEqualTo(SignalReceipt.QUEUED);
            VerifiedEvent event = next(KEY);
            assertThat(event.type()).contains(EventType.RISK_LEVEL_CHANGE);
            assertThat(event.subject()).isEqualTo(new Opaque("s1"));
            assertThat(event.payload())
                    .containsEntry("current_level", "HIGH")
                    .containsEntry("holdfast_signal", "abuse");
            awaitState(sender, 1, 0);
        }
    }

    @Test
    void report_jobEnded_isASessionRevokedSignedRs256() throws Exception {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rp-2").generate();
        try (SignalSender sender = sender(SignalKey.of(rsa), 10, 10)) {
            sender.report(new Signal.JobEnded(new Opaque("s1")));
            VerifiedEvent event = next(rsa);
            assertThat(event.type()).contains(EventType.SESSION_REVOKED);
            assertThat(event.payload()).containsKey("reason_admin").containsEntry("holdfast_signal", "job-ended");
            assertThat(event.transactionId()).isPresent();
        }
    }

    @Test
    void report_replayedProof_namesWhoseProofItWas() throws Exception {
        TestIssuer issuer = new TestIssuer();
        TestWorkload workload = new TestWorkload();
        BoundTokenVerifier verifier = BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, issuer.keys())
                .audience(TestIssuer.AUDIENCE)
                .clock(clock)
                .build();
        String token = issuer.accessToken(clock.instant())
                .claim("cnf", workload.confirmation())
                .sign();
        String proof = workload.proof("GET", RP, token, clock.instant()).sign();
        ApiRequest request =
                new ApiRequest("GET", URI.create(RP), List.of("DPoP " + token), List.of(proof), Optional.empty());
        verifier.verify(request);
        VerificationException refusal =
                catchThrowableOfType(VerificationException.class, () -> verifier.verify(request));
        SubjectIdentifier subject = refusal.replayedSubject().orElseThrow();
        try (SignalSender sender = sender(SignalKey.of(KEY), 10, 10)) {
            sender.report(new Signal.ProofReplayed(subject));
            assertThat(next(KEY).subject()).isEqualTo(subject);
            assertThat(subject.toMap().toString())
                    .contains("s1", "ci-runner", workload.thumbprint().toUri());
        }
    }

    @Test
    void report_theSameAgainWithinAMinute_isSaidOnce() throws Exception {
        try (SignalSender sender = sender(SignalKey.of(KEY), 10, 10)) {
            Signal signal = new Signal.ProofReplayed(new Opaque("s1"));
            assertThat(sender.report(signal)).isEqualTo(SignalReceipt.QUEUED);
            assertThat(sender.report(signal)).isEqualTo(SignalReceipt.SAID_ALREADY);
            assertThat(sender.report(new Signal.JobEnded(new Opaque("s1")))).isEqualTo(SignalReceipt.QUEUED);
            clock.advance(Duration.ofMinutes(1));
            assertThat(sender.report(signal)).isEqualTo(SignalReceipt.QUEUED);
            awaitState(sender, 3, 1);
        }
    }

    @Test
    void report_moreThanAllowedInAMinute_isLimited() throws Exception {
        try (SignalSender sender = sender(SignalKey.of(KEY), 2, 10)) {
            assertThat(sender.report(new Signal.JobEnded(new Opaque("s1")))).isEqualTo(SignalReceipt.QUEUED);
            assertThat(sender.report(new Signal.JobEnded(new Opaque("s2")))).isEqualTo(SignalReceipt.QUEUED);
            Signal third = new Signal.JobEnded(new Opaque("s3"));
            assertThat(sender.report(third)).isEqualTo(SignalReceipt.RATE_LIMITED);
            clock.advance(Duration.ofMinutes(1));
            assertThat(sender.report(third)).isEqualTo(SignalReceipt.QUEUED);
            awaitState(sender, 3, 1);
        }
    }

    @Test
    void report_serverHangs_queueIsBoundedAndNobodyWaits() throws Exception {
        CountDownLatch hung = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        server.removeContext("/signals");
        server.createContext("/signals", exchange -> {
            hung.countDown();
            try (exchange) {
                release.await(30, TimeUnit.SECONDS);
                exchange.sendResponseHeaders(202, -1);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (SignalSender sender = sender(SignalKey.of(KEY), 10, 1)) {
            sender.report(new Signal.JobEnded(new Opaque("s1")));
            assertThat(hung.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(sender.report(new Signal.JobEnded(new Opaque("s2")))).isEqualTo(SignalReceipt.QUEUED);
            assertThat(sender.report(new Signal.JobEnded(new Opaque("s3")))).isEqualTo(SignalReceipt.QUEUE_FULL);
            assertThat(sender.state().waiting()).isEqualTo(1);
            release.countDown();
            awaitState(sender, 2, 1);
        }
    }

    @Test
    void deliver_serverInTrouble_isTriedAgainWithTheSameToken() throws Exception {
        statuses.addAll(List.of(503, 429));
        try (SignalSender sender = sender(SignalKey.of(KEY), 10, 10)) {
            sender.report(new Signal.JobEnded(new Opaque("s1")));
            String first = String.valueOf(received.poll(30, TimeUnit.SECONDS));
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(first);
            assertThat(received.poll(30, TimeUnit.SECONDS)).isEqualTo(first);
            awaitState(sender, 1, 0);
        }
    }

    @Test
    void deliver_refused_isNotTriedAgain() throws Exception {
        statuses.add(400);
        try (SignalSender sender = sender(SignalKey.of(KEY), 10, 10)) {
            sender.report(new Signal.JobEnded(new Opaque("s1")));
            awaitState(sender, 0, 1);
            assertThat(sender.state().lastFailure()).contains("the authorization server answered 400");
            sender.report(new Signal.JobEnded(new Opaque("s2")));
            awaitState(sender, 1, 1);
            assertThat(received).hasSizeLessThanOrEqualTo(2);
        }
    }

    @Test
    void deliver_serverAway_isGivenUpAfterEightAttempts() {
        SignalSettings settings = settings(10, 10);
        server.stop(0);
        try (SignalSender sender =
                SignalSender.start(settings, SignalKey.of(KEY), new Backoff(Duration.ofMillis(1)), clock)) {
            sender.report(new Signal.JobEnded(new Opaque("s1")));
            awaitState(sender, 0, 1);
        }
    }

    @Test
    void construct_keyOrSettingsThatWillNotDo_areRefused() throws JOSEException {
        ECKey publicOnly = KEY.toPublicJWK();
        ECKey nameless = new ECKeyGenerator(Curve.P_256).generate();
        ECKey otherCurve = ecKey(Curve.P_384);
        assertThatThrownBy(() -> SignalKey.of(publicOnly)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignalKey.of(nameless)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SignalKey.of(otherCurve)).isInstanceOf(IllegalArgumentException.class);
        URI far = URI.create("http://kc.example/signals");
        assertThatThrownBy(() -> new SignalSettings(far, "Bearer agreed", RP, KEYCLOAK, 1, 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> settings(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThat(settings(1, 1).toString()).doesNotContain("agreed");
    }
}
