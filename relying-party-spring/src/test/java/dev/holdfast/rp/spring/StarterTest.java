package dev.holdfast.rp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestRealm;
import dev.holdfast.rp.testing.TestWorkload;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(
        classes = SampleApi.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"holdfast.events.authorization=" + TestRealm.AUTHORIZATION, "server.address=127.0.0.1"})
class StarterTest {

    private static final TestRealm REALM = realm();

    private final TestWorkload workload = new TestWorkload();
    private final HttpClient http = HttpClient.newHttpClient();

    /** Each test has a session of its own, for the server lives through all of them. */
    private final String session = UUID.randomUUID().toString();

    private final String token = REALM.issuer()
            .accessToken(Instant.now())
            .claim("sid", session)
            .claim("cnf", workload.confirmation())
            .sign();

    @Value("${local.server.port}")
    private int port;

    @Autowired
    private SampleApi api;

    @Autowired
    private MeterRegistry meters;

    @Autowired
    private RevocationsHealth health;

    private static TestRealm realm() {
        try {
            return new TestRealm();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void settings(DynamicPropertyRegistry registry) {
        registry.add("holdfast.issuer", TestIssuer.ISSUER::toString);
        registry.add("holdfast.audience", () -> TestIssuer.AUDIENCE);
        registry.add("holdfast.jwks-uri", REALM.jwksUri()::toString);
    }

    @AfterAll
    static void stop() {
        REALM.close();
    }

    private URI at(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest.Builder proven(String method, String path, TestWorkload holder) {
        return HttpRequest.newBuilder(at(path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Authorization", "DPoP " + token)
                .header(
                        "DPoP",
                        holder.proof(method, at(path).toString(), token, Instant.now())
                                .sign());
    }

    private static String challenge(HttpResponse<?> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private double count(String outcome) {
        return meters.counter("holdfast.rp.authorizations", "outcome", outcome).count();
    }

    @Test
    void request_boundTokenWithProof_isLetInWithItsNames() throws Exception {
        double before = count("authorized");
        HttpResponse<String> answer = send(proven("GET", "/orders", workload));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("u1 ci-runner");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(count("authorized")).isEqualTo(before + 1);
    }

    @Test
    void request_scopes_areAuthorities() throws Exception {
        assertThat(send(proven("POST", "/orders", workload)).body()).isEqualTo("ordered");
        assertThat(send(proven("GET", "/admin", workload)).statusCode()).isEqualTo(403);
    }

    @Test
    void request_withoutToken_isAskedForOneWithoutAnError() throws Exception {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(at("/orders")));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo("DPoP algs=\"ES256 PS256\"");
    }

    @Test
    void request_boundTokenAsBearer_isRefused() throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(at("/orders")).header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer))
                .isEqualTo("DPoP error=\"invalid_token\", error_description=\"a DPoP-bound access token must not be"
                        + " used as a bearer token\", algs=\"ES256 PS256\"");
        assertThat(count("bound_token_as_bearer")).isEqualTo(1);
    }

    @Test
    void request_withAnotherKey_isRefused() throws Exception {
        HttpResponse<String> answer = send(proven("GET", "/orders", new TestWorkload()));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("DPoP error=\"invalid_token\"");
    }

    @Test
    void request_proofReplayed_isRefused() throws Exception {
        HttpRequest.Builder request = proven("GET", "/orders", workload);
        assertThat(send(request).statusCode()).isEqualTo(200);
        HttpResponse<String> replayed = send(request);

        assertThat(replayed.statusCode()).isEqualTo(401);
        assertThat(challenge(replayed)).startsWith("DPoP error=\"invalid_dpop_proof\"");
    }

    @Test
    void request_twoAuthorizationHeaders_isABadRequest() throws Exception {
        HttpResponse<String> answer =
                send(proven("GET", "/orders", workload).header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(challenge(answer)).startsWith("DPoP error=\"invalid_request\"");
    }

    @Test
    void request_sessionRevokedByEvent_isRefusedFromThenOn() throws Exception {
        assertThat(send(proven("GET", "/orders", workload)).statusCode()).isEqualTo(200);
        assertThat(REALM.pushSessionRevoked(at("/holdfast/events"), session)).isEqualTo(202);

        HttpResponse<String> answer = send(proven("GET", "/orders", workload));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("the session has been revoked");
        assertThat(api.heard()).hasSize(1);
        assertThat(api.revoked())
                .singleElement()
                .satisfies(
                        revocation -> assertThat(revocation.subject().session()).contains(session));
        assertThat(meters.get("holdfast.rp.revocations").gauge().value()).isEqualTo(1);
        assertThat(health.health().getDetails()).containsEntry("revocations", 1);
    }

    @Test
    void events_fromAStranger_areRefused() throws Exception {
        HttpRequest.Builder push = HttpRequest.newBuilder(at("/holdfast/events"))
                .header("Content-Type", "application/secevent+jwt")
                .header("Authorization", "Bearer guessed")
                .POST(HttpRequest.BodyPublishers.ofString("x"));
        assertThat(send(push).statusCode()).isEqualTo(401);
        assertThat(send(HttpRequest.newBuilder(at("/holdfast/events"))).statusCode())
                .isEqualTo(405);
    }
}
