package dev.holdfast.rp.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** RFC 9449 section 7.1, RFC 6750 section 3: the answer to a refused request. */
class VerificationExceptionTest {

    private static final TestIssuer ISSUER = new TestIssuer();

    private static VerificationException refusal(BoundTokenVerifier verifier, String... authorization) {
        ApiRequest request = new ApiRequest(
                "GET", URI.create("https://api.example/a"), List.of(authorization), List.of(), Optional.empty());
        return catchThrowableOfType(VerificationException.class, () -> verifier.verify(request));
    }

    private static BoundTokenVerifier verifier() {
        return BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                .audience(TestIssuer.AUDIENCE)
                .build();
    }

    @Test
    void challenge_nothingSent_namesNoError() {
        VerificationException refusal = refusal(verifier());
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.challenge()).isEqualTo("DPoP algs=\"ES256 PS256\"");
    }

    @Test
    void challenge_badToken_namesErrorAndAlgorithms() {
        VerificationException refusal = refusal(verifier(), "DPoP a.b.c");
        assertThat(refusal.status()).isEqualTo(401);
        assertThat(refusal.challenge())
                .isEqualTo("DPoP error=\"invalid_token\", error_description=\"the access token is malformed\","
                        + " algs=\"ES256 PS256\"");
    }

    @Test
    void challenge_badProof_isInvalidDpopProof() {
        VerificationException refusal = new VerificationException(Reason.PROOF_REPLAYED, Set.of("ES256"));
        assertThat(refusal.challenge())
                .startsWith("DPoP error=\"invalid_dpop_proof\"")
                .endsWith(", algs=\"ES256\"");
    }

    @Test
    void challenge_otherCertificate_isABearerChallenge() {
        assertThat(new VerificationException(Reason.CERTIFICATE_MISMATCH, Set.of("ES256")).challenge())
                .startsWith("Bearer error=\"invalid_token\"")
                .doesNotContain("algs");
    }

    @Test
    void status_twoTokensOrNone_isBadRequest() {
        assertThat(refusal(verifier(), "DPoP a.b.c", "Bearer a.b.c").reason()).isEqualTo(Reason.SEVERAL_CREDENTIALS);
        assertThat(refusal(verifier(), "DPoP a.b.c", "Bearer a.b.c").status()).isEqualTo(400);
        assertThat(refusal(verifier(), "DPoP").reason()).isEqualTo(Reason.MALFORMED_CREDENTIALS);
        assertThat(refusal(verifier(), "Basic YTpi").reason()).isEqualTo(Reason.NO_CREDENTIALS);
    }

    @ParameterizedTest
    @EnumSource(Reason.class)
    void challenge_everyReason_isOneWellFormedLine(Reason reason) {
        VerificationException refusal = new VerificationException(reason, Set.of("ES256"));
        assertThat(refusal.challenge()).matches("(DPoP|Bearer) ([a-z_]+=\"[A-Za-z0-9_ ,'-]+\"(, )?)+");
        assertThat(refusal.status()).isIn(400, 401, 503);
    }

    @Test
    void verify_keysUnreachableThenBack_isUnavailableThenAnswered() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(500, -1);
            exchange.close();
        });
        server.start();
        try {
            URI jwks = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
            BoundTokenVerifier remote = BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, jwks)
                    .audience(TestIssuer.AUDIENCE)
                    .build();
            String token = ISSUER.accessToken(Instant.now()).sign();
            assertThat(refusal(remote, "Bearer " + token).reason()).isEqualTo(Reason.KEYS_UNAVAILABLE);
            server.removeContext("/jwks");
            server.createContext("/jwks", exchange -> {
                byte[] body = ("{\"keys\":[" + ISSUER.key().toPublicJWK().toJSONString() + "]}")
                        .getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            assertThat(refusal(remote, "Bearer " + token).reason()).isEqualTo(Reason.NOT_BOUND);
        } finally {
            server.stop(0);
        }
    }
}
