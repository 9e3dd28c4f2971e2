package dev.holdfast.rp.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SidecarTest {

    private RunningSidecar sidecar;
    private String token;

    @BeforeEach
    void start() throws Exception {
        sidecar = new RunningSidecar(Map.of());
        token = sidecar.realm.tokenFor(sidecar.workload);
    }

    @AfterEach
    void stop() {
        sidecar.close();
    }

    private HttpRequest.Builder proven(HttpRequest.Builder request, String method, String path) {
        return request.header("Authorization", "DPoP " + token).header("DPoP", sidecar.proof(method, path, token));
    }

    private static String challenge(HttpResponse<?> answer) {
        return answer.headers().firstValue("WWW-Authenticate").orElse("");
    }

    private static String reason(HttpResponse<?> answer) {
        return answer.headers().firstValue("X-Holdfast-Reason").orElse("");
    }

    @Test
    void authorize_boundTokenWithProof_passesWithItsNames() throws Exception {
        HttpResponse<String> answer = sidecar.send(proven(sidecar.asked("GET", "/orders?q=a|b"), "GET", "/orders"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Holdfast-Subject")).contains("u1");
        assertThat(answer.headers().firstValue("X-Holdfast-Client")).contains("ci-runner");
        assertThat(answer.headers().firstValue("X-Holdfast-Session")).contains("s1");
    }

    @Test
    void authorize_subjectThatNoHeaderCanHold_isPercentEncoded() throws Exception {
        token = sidecar.realm
                .issuer()
                .accessToken(Instant.now())
                .claim("sub", "a%\r\nX-Admin: ü")
                .claim("cnf", sidecar.workload.confirmation())
                .sign();
        HttpResponse<String> answer = sidecar.send(proven(sidecar.asked("GET", "/a"), "GET", "/a"));

        assertThat(answer.headers().firstValue("X-Holdfast-Subject")).contains("a%25%0D%0AX-Admin:%20%C3%BC");
        assertThat(answer.headers().firstValue("X-Admin")).isEmpty();
    }

    @Test
    void authorize_tokenWithoutSession_answersAnEmptyOne() throws Exception {
        token = sidecar.realm
                .issuer()
                .accessToken(Instant.now())
                .without("sid")
                .claim("cnf", sidecar.workload.confirmation())
                .sign();
        HttpResponse<String> answer = sidecar.send(proven(sidecar.asked("GET", "/a"), "GET", "/a"));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("X-Holdfast-Session")).contains("");
    }

    @Test
    void authorize_noCredentials_isAskedForThemWithoutAnError() throws Exception {
        HttpResponse<String> answer = sidecar.send(sidecar.asked("GET", "/a"));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).isEqualTo("DPoP algs=\"ES256 PS256\"");
    }

    @Test
    void authorize_boundTokenAsBearer_isRefused() throws Exception {
        HttpResponse<String> answer =
                sidecar.send(sidecar.asked("GET", "/a").header("Authorization", "Bearer " + token));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).startsWith("DPoP error=\"invalid_token\"");
        assertThat(reason(answer)).isEqualTo("BOUND_TOKEN_AS_BEARER");
    }

    @Test
    void authorize_withAnotherKey_isRefused() throws Exception {
        String proof = new TestWorkload()
                .proof("GET", RunningSidecar.ORIGIN + "/a", token, Instant.now())
                .sign();
        HttpResponse<String> answer = sidecar.send(sidecar.asked("GET", "/a")
                .header("Authorization", "DPoP " + token)
                .header("DPoP", proof));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(reason(answer)).isEqualTo("KEY_MISMATCH");
    }

    @Test
    void authorize_proofForAnotherPathOrMethod_isRefused() throws Exception {
        assertThat(reason(sidecar.send(proven(sidecar.asked("GET", "/a"), "GET", "/b"))))
                .isEqualTo("PROOF_URI");
        assertThat(reason(sidecar.send(proven(sidecar.asked("DELETE", "/a"), "GET", "/a"))))
                .isEqualTo("PROOF_METHOD");
    }

    @Test
    void authorize_twoAuthorizationHeaders_isRefusedAsTheGatewayCanPassOn() throws Exception {
        HttpRequest.Builder nginx = proven(sidecar.asked("GET", "/a"), "GET", "/a");
        HttpResponse<String> toNginx = sidecar.send(nginx.header("Authorization", "Bearer x"));
        assertThat(toNginx.statusCode()).isEqualTo(401);
        assertThat(challenge(toNginx)).startsWith("DPoP error=\"invalid_request\"");

        HttpRequest.Builder envoy = proven(HttpRequest.newBuilder(sidecar.at("/authorize/a")), "GET", "/a");
        assertThat(sidecar.send(envoy.header("Authorization", "Bearer x")).statusCode())
                .isEqualTo(400);
    }

    @Test
    void authorize_asEnvoyAsks_takesMethodAndPathOfTheRequest() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(sidecar.at("/authorize/orders/7?q=1"))
                .method("PUT", HttpRequest.BodyPublishers.ofString("body"));
        assertThat(sidecar.send(proven(request, "PUT", "/orders/7")).statusCode())
                .isEqualTo(200);
    }

    @Test
    void authorize_asForwarded_takesTheForwardedRequest() throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(sidecar.at("/authorize"))
                .header("X-Forwarded-Method", "POST")
                .header("X-Forwarded-Uri", "/a?b");
        assertThat(sidecar.send(proven(request, "POST", "/a")).statusCode()).isEqualTo(200);
    }

    @Test
    void authorize_describedTwiceOrNotAtAll_isForbidden() throws Exception {
        HttpRequest.Builder twice = proven(sidecar.asked("GET", "/a").header("X-Forwarded-Uri", "/b"), "GET", "/a");
        assertThat(sidecar.send(twice).statusCode()).isEqualTo(403);
        HttpRequest.Builder envoy = HttpRequest.newBuilder(sidecar.at("/authorize/a"))
                .header("X-Original-URI", "/b")
                .header("X-Original-Method", "GET");
        assertThat(sidecar.send(proven(envoy, "GET", "/a")).statusCode()).isEqualTo(403);
        HttpRequest.Builder withoutMethod =
                HttpRequest.newBuilder(sidecar.at("/authorize")).header("X-Original-URI", "/a");
        assertThat(sidecar.send(proven(withoutMethod, "GET", "/a")).statusCode())
                .isEqualTo(403);
        assertThat(sidecar.send(HttpRequest.newBuilder(sidecar.at("/authorize")))
                        .statusCode())
                .isEqualTo(403);
        assertThat(sidecar.send(HttpRequest.newBuilder(sidecar.at("/authorizer")))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void authorize_sessionRevokedByPush_isRefusedFromThenOn() throws Exception {
        assertThat(sidecar.send(proven(sidecar.asked("GET", "/a"), "GET", "/a")).statusCode())
                .isEqualTo(200);
        assertThat(sidecar.realm.pushSessionRevoked(sidecar.at("/events"), "s1"))
                .isEqualTo(202);

        HttpResponse<String> answer = sidecar.send(proven(sidecar.asked("GET", "/a"), "GET", "/a"));
        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(reason(answer)).isEqualTo("SESSION_REVOKED");
        HttpResponse<String> health = sidecar.send(HttpRequest.newBuilder(sidecar.at("/health")));
        assertThat(health.body())
                .contains("\"status\":\"up\"")
                .contains("\"revocations\":1")
                .contains("\"SESSION_REVOKED\":1")
                .doesNotContain(TestIssuer.AUDIENCE);
    }

    @Test
    void events_fromAStranger_areRefused() throws Exception {
        HttpRequest.Builder push = HttpRequest.newBuilder(sidecar.at("/events"))
                .header("Content-Type", "application/secevent+jwt")
                .header("Authorization", "Bearer guessed")
                .POST(HttpRequest.BodyPublishers.ofString("x"));
        assertThat(sidecar.send(push).statusCode()).isEqualTo(401);
        HttpResponse<String> get = sidecar.send(HttpRequest.newBuilder(sidecar.at("/events")));
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(sidecar.realm.push(sidecar.at("/events"), "x".repeat(40_000)))
                .isEqualTo(400);
    }
}
