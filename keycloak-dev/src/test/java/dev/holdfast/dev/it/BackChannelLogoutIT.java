package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.RunningKeycloak;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** When we end a session, its clients get a logout token, and nobody waits for them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BackChannelLogoutIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final String EVENT = "http://schemas.openid.net/event/backchannel-logout";
    private static final String FAILED = "Back-channel logout of client ci-runner failed";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final BlockingQueue<String> logoutTokens = new LinkedBlockingQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final HttpServer endpoint = listen();
    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final TestRealm realm = RealmDraft.guarded()
            .binding("new-keys", "64")
            .runner(Map.of(
                    "backchannel.logout.url",
                    "http://127.0.0.1:" + endpoint.getAddress().getPort() + "/logout",
                    "backchannel.logout.session.required",
                    "true"))
            .on(server);
    private volatile CountDownLatch gate = new CountDownLatch(0);

    @AfterAll
    void close() {
        gate.countDown();
        realm.close();
        endpoint.stop(0);
        threads.shutdownNow();
    }

    @Test
    void theft_isToldToTheClientOfTheSession_byItsSid() throws Exception {
        TokenAnswer tokens = authenticate();

        assertThat(steal(tokens).summary()).isEqualTo("400 invalid_grant");

        assertLogoutToken(tokens);
    }

    @Test
    void revocationByAnAdministrator_isToldToTheClientOfTheSession() throws Exception {
        TokenAnswer tokens = authenticate();

        AdminClient.succeed(
                "revoke",
                realm.admin()
                        .post(
                                "/" + realm.name() + "/holdfast/sessions/" + tokens.session() + "/revoke",
                                Json.object().put("reason", "test")));

        assertLogoutToken(tokens);
    }

    /** The server gives up on the endpoint after three seconds, and says so: by then the thief has long been answered. */
    @Test
    void refusal_whileTheEndpointNeverAnswers_isNotDelayed() throws Exception {
        TokenAnswer tokens = authenticate();
        ServerLog log = ServerLog.fromNow(server);
        CountDownLatch held = new CountDownLatch(1);
        gate = held;
        try {
            TokenAnswer refused = steal(tokens);

            assertThat(log.says(FAILED))
                    .as("answered while the endpoint is held")
                    .isNotEqualTo(Optional.of(true));
            assertThat(refused.summary()).isEqualTo("400 invalid_grant");
            String token = nextLogoutToken();
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (log.says(FAILED).equals(Optional.of(false)) && System.nanoTime() < end) {
                assertThat(held.await(50, TimeUnit.MILLISECONDS)).isFalse();
            }
            assertThat(log.says(FAILED + ": no answer in time")).isNotEqualTo(Optional.of(false));
            log.assertQuiet(token, tokens.refreshToken());
        } finally {
            held.countDown();
        }
    }

    private void assertLogoutToken(TokenAnswer tokens) throws Exception {
        SignedJWT token = SignedJWT.parse(nextLogoutToken());
        JWKSet keys = JWKSet.parse(
                Http.send(Http.to(realm.endpoint("certs")).GET().build()).body());
        JWSVerifier verifier = new RSASSAVerifier(
                keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey());
        assertThat(token.verify(verifier)).isTrue();
        JWTClaimsSet claims = token.getJWTClaimsSet();
        assertThat(claims.getStringClaim("sid")).isEqualTo(tokens.session());
        assertThat(claims.getIssuer()).isEqualTo(realm.issuer().toString());
        assertThat(claims.getAudience()).containsExactly(RUNNER.clientId());
        assertThat(claims.getJSONObjectClaim("events")).containsOnlyKeys(EVENT);
        assertThat(claims.getClaim("nonce")).isNull();
        assertThat(logoutTokens).as("once").isEmpty();
    }

    private String nextLogoutToken() throws InterruptedException {
        String token = logoutTokens.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        assertThat(token).as("the logout token").isNotNull();
        return token;
    }

    private TokenAnswer authenticate() {
        // Each theft locks the client for keys that are not registered.
        realm.admin().delete("/" + realm.name() + "/holdfast/identities/ci-runner/keys/lock");
        return realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(DpopKey.generate()));
    }

    private TokenAnswer steal(TokenAnswer tokens) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(RUNNER).holding(DpopKey.generate()));
    }

    private HttpServer listen() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            http.setExecutor(threads);
            http.createContext("/logout", this::logout);
            http.start();
            return http;
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }

    private void logout(HttpExchange exchange) throws IOException {
        try (exchange) {
            String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(form).startsWith("logout_token=");
            logoutTokens.add(form.substring("logout_token=".length()));
            gate.await();
            exchange.sendResponseHeaders(200, -1);
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }
}
