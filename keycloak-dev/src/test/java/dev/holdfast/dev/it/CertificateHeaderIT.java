package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.TestAuthority;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.RunningKeycloak;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** A certificate in a header counts only where Keycloak trusts the sender (RFC 9440 section 4). */
@ByServerGroup.Needs(ByServerGroup.Group.PROXIED)
class CertificateHeaderIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final String WARNING = "CLIENT CERTIFICATES CAN BE FORGED";

    private final ClientCertificate owner = TestAuthority.selfSigned("CN=runner");
    private final ClientCertificate other = TestAuthority.selfSigned("CN=runner");

    @Test
    void header_ofTheTrustedProxy_bindsAndIsAskedForAtRefresh() throws IOException {
        RunningKeycloak server = Servers.get(OptionSet.PROXIED_CERTIFICATE);
        try (TestRealm realm = TestRealm.guarded(server)) {
            TokenAnswer issued = realm.tokens().send(authenticate());

            assertThat(issued.boundToCertificate()).isEqualTo(owner.thumbprint());
            assertThat(issued.refreshBoundToCertificate()).isEqualTo(owner.thumbprint());
            TokenCall refresh = TokenCall.refresh(issued.refreshToken()).as(RUNNER);
            assertThat(realm.tokens().send(showing(refresh, owner)).isIssued()).isTrue();
            assertThat(realm.tokens().send(showing(refresh, other)).summary()).isEqualTo("400 invalid_grant");
        }
        assertThat(log(server)).doesNotContain(WARNING);
    }

    @Test
    void header_thatIsNoByteSequence_isNoCertificate() {
        try (TestRealm realm = TestRealm.guarded(Servers.get(OptionSet.PROXIED_CERTIFICATE))) {
            TokenCall bare = TokenCall.clientCredentials().as(RUNNER).withHeader("Client-Cert", owner.base64());

            assertThat(realm.tokens().send(bare).summary()).isEqualTo("400 invalid_dpop_proof");
        }
    }

    @Test
    void header_ofAStranger_isNoCertificate() throws IOException {
        RunningKeycloak server = Servers.get(OptionSet.PROXIED_ELSEWHERE);
        try (TestRealm realm = TestRealm.guarded(server)) {
            assertThat(realm.tokens().send(authenticate()).summary()).isEqualTo("400 invalid_dpop_proof");
            assertThat(realm.tokens()
                            .send(authenticate().withHeader("X-Forwarded-Trusted-Proxy", "true"))
                            .summary())
                    .isEqualTo("400 invalid_dpop_proof");
        }
        assertThat(log(server)).doesNotContain(WARNING);
    }

    /** Nothing can be mended here after the fact; so the server says at its start what this test shows. */
    @Test
    void header_ofAnybody_countsWhereNoProxyIsNamed_andTheServerWarnedOfIt() throws IOException {
        RunningKeycloak server = Servers.get(OptionSet.PROXIED_BY_ANYBODY);
        try (TestRealm realm = TestRealm.guarded(server)) {
            TokenAnswer issued = realm.tokens().send(authenticate());
            TokenAnswer stolen = realm.tokens()
                    .send(showing(TokenCall.refresh(issued.refreshToken()).as(RUNNER), owner));

            assertThat(stolen.isIssued()).isTrue();
        }
        assertThat(log(server)).containsOnlyOnce(WARNING);
        assertThat(log(server)).contains("rfc9440", "--proxy-trusted-addresses");
    }

    private TokenCall authenticate() {
        return showing(TokenCall.clientCredentials().as(RUNNER), owner);
    }

    private static TokenCall showing(TokenCall call, ClientCertificate certificate) {
        return call.withHeader("Client-Cert", ":" + certificate.base64() + ":");
    }

    private static String log(RunningKeycloak server) throws IOException {
        return server instanceof KeycloakServer here ? Files.readString(here.log()) : "";
    }
}
