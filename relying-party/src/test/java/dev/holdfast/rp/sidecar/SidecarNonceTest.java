package dev.holdfast.rp.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SidecarNonceTest {

    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @Test
    void authorize_nonceDemanded_isToldItThenPasses() throws Exception {
        try (RunningSidecar sidecar = new RunningSidecar(Map.of("nonce.key", KEY))) {
            String token = sidecar.realm.tokenFor(sidecar.workload);
            HttpResponse<String> first = sidecar.send(sidecar.asked("GET", "/a")
                    .header("Authorization", "DPoP " + token)
                    .header("DPoP", sidecar.proof("GET", "/a", token)));
            assertThat(first.statusCode()).isEqualTo(401);
            assertThat(first.headers().firstValue("WWW-Authenticate").orElse(""))
                    .startsWith("DPoP error=\"use_dpop_nonce\"");
            String nonce = first.headers().firstValue("DPoP-Nonce").orElseThrow();

            HttpRequest.Builder again = sidecar.asked("GET", "/a")
                    .header("Authorization", "DPoP " + token)
                    .header(
                            "DPoP",
                            sidecar.workload
                                    .proof("GET", RunningSidecar.ORIGIN + "/a", token, Instant.now())
                                    .claim("nonce", nonce)
                                    .sign());
            HttpResponse<String> second = sidecar.send(again);
            assertThat(second.statusCode()).isEqualTo(200);
            assertThat(second.headers().firstValue("DPoP-Nonce")).isPresent();
        }
    }

    @Test
    void authorize_severalOrigins_needsTheGatewayToNameOne() throws Exception {
        try (RunningSidecar sidecar =
                new RunningSidecar(Map.of("origins", RunningSidecar.ORIGIN + ", https://b.example:8443"))) {
            String token = sidecar.realm.tokenFor(sidecar.workload);
            assertThat(status(sidecar, token, "/a")).isEqualTo(403);
            assertThat(status(sidecar, token, "https://evil.example/a")).isEqualTo(403);
            assertThat(status(sidecar, token, RunningSidecar.ORIGIN + "/a")).isEqualTo(200);
            assertThat(status(sidecar, token, "https://b.example:8443/a")).isEqualTo(401);
        }
    }

    private static int status(RunningSidecar sidecar, String token, String uri) throws Exception {
        return sidecar.send(sidecar.asked("GET", uri)
                        .header("Authorization", "DPoP " + token)
                        .header("DPoP", sidecar.proof("GET", "/a", token)))
                .statusCode();
    }
}
