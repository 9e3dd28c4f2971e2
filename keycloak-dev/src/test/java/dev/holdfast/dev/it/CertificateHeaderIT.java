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

/** The certificate in a header of the trusted proxy binds as one of the connection does (RFC 9440). */
@ByServerGroup.Needs(ByServerGroup.Group.WITHOUT_SSF)
class CertificateHeaderIT {

    static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    static final String WARNING = "CLIENT CERTIFICATES CAN BE FORGED";

    private final ClientCertificate owner = TestAuthority.selfSigned("CN=runner");
    private final ClientCertificate other = TestAuthority.selfSigned("CN=runner");

    @Test
    void header_ofTheTrustedProxy_bindsAndIsAskedForAtRefresh() throws IOException {
        RunningKeycloak server = Servers.get(OptionSet.WITHOUT_SSF);
        try (TestRealm realm = TestRealm.guarded(server)) {
            TokenAnswer issued = realm.tokens().send(authenticate(owner));

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
        try (TestRealm realm = TestRealm.guarded(Servers.get(OptionSet.WITHOUT_SSF))) {
            TokenCall bare = TokenCall.clientCredentials().as(RUNNER).withHeader("Client-Cert", owner.base64());

            assertThat(realm.tokens().send(bare).summary()).isEqualTo("400 invalid_dpop_proof");
        }
    }

    static TokenCall authenticate(ClientCertificate certificate) {
        return showing(TokenCall.clientCredentials().as(RUNNER), certificate);
    }

    static TokenCall showing(TokenCall call, ClientCertificate certificate) {
        return call.withHeader("Client-Cert", ":" + certificate.base64() + ":");
    }

    static String log(RunningKeycloak server) throws IOException {
        return server instanceof KeycloakServer here ? Files.readString(here.log()) : "";
    }
}
