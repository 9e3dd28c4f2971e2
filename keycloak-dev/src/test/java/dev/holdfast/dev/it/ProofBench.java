package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.function.Function;

/** One realm, one client, one key: what proofs of all kinds are tried on. */
final class ProofBench implements AutoCloseable {

    /** What a proof that does not hold is answered with, RFC 9449 section 5; Keycloak alone says invalid_request. */
    static final String REFUSED_PROOF = "invalid_dpop_proof";

    static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final TestRealm realm = TestRealm.guarded(server);
    private final ECKey key = ec(Curve.P_256);

    /**
     * A proof to try.
     *
     * @param id of the requirement in the checklist
     * @param what is special about it
     * @param make makes it, from the bench that it is tried on
     */
    record Try(String id, String what, Function<ProofBench, String> make) {

        @Override
        public String toString() {
            return id + " " + what;
        }
    }

    URI endpoint() {
        return realm.tokens().endpoint();
    }

    TestRealm realm() {
        return realm;
    }

    /** A correct proof of the bench's own key. */
    RawProof good() {
        return RawProof.of(endpoint(), key, "ES256");
    }

    /** A correct proof of another key. */
    RawProof good(JWK other, String algorithm) {
        return RawProof.of(endpoint(), other, algorithm);
    }

    TokenAnswer ask(String proof) {
        return realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).withProof(proof));
    }

    /** Asks with several DPoP headers. */
    HttpAnswer askWithHeaders(String... proofs) {
        HttpRequest.Builder request = Http.to(endpoint())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Authorization", basic())
                .POST(HttpRequest.BodyPublishers.ofString("grant_type=client_credentials"));
        for (String proof : proofs) {
            request.header("DPoP", proof);
        }
        return Http.send(request.build());
    }

    void assertRefused(Try row) {
        String proof = row.make().apply(this);
        ServerLog log = log();
        TokenAnswer answer = ask(proof);

        assertThat(answer.summary()).as(answer.errorDescription()).isEqualTo("400 " + REFUSED_PROOF);
        assertThat(answer.errorDescription()).isNotBlank();
        log.assertQuiet(proof);
    }

    void assertAccepted(Try row) {
        String proof = row.make().apply(this);
        ServerLog log = log();
        TokenAnswer answer = ask(proof);

        assertThat(answer.isIssued())
                .as(answer.summary() + " " + answer.errorDescription())
                .isTrue();
        assertThat(answer.tokenType()).isEqualTo("DPoP");
        log.assertQuiet(proof, answer.accessToken(), answer.refreshToken());
    }

    ServerLog log() {
        return ServerLog.fromNow(server);
    }

    static ECKey ec(Curve curve) {
        try {
            return new ECKeyGenerator(curve).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java makes such keys", impossible);
        }
    }

    static JWK rsa(int bits) {
        try {
            return new RSAKeyGenerator(bits, true).generate();
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java makes such keys", impossible);
        }
    }

    @Override
    public void close() {
        realm.close();
    }

    private static String basic() {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((RUNNER.clientId() + ":" + RUNNER.secret()).getBytes(StandardCharsets.UTF_8));
    }
}
