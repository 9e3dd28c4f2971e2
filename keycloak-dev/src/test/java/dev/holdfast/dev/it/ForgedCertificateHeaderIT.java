package dev.holdfast.dev.it;

import static dev.holdfast.dev.it.CertificateHeaderIT.RUNNER;
import static dev.holdfast.dev.it.CertificateHeaderIT.WARNING;
import static dev.holdfast.dev.it.CertificateHeaderIT.authenticate;
import static dev.holdfast.dev.it.CertificateHeaderIT.log;
import static dev.holdfast.dev.it.CertificateHeaderIT.showing;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.TestAuthority;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.RunningKeycloak;
import java.io.IOException;
import org.junit.jupiter.api.Test;

/** A certificate in a header counts only where Keycloak trusts the sender (RFC 9440 section 4). */
@ByServerGroup.Needs(ByServerGroup.Group.PROXIED)
class ForgedCertificateHeaderIT {

    private final ClientCertificate owner = TestAuthority.selfSigned("CN=runner");

    @Test
    void header_ofAStranger_isNoCertificate() throws IOException {
        RunningKeycloak server = Servers.get(OptionSet.PROXIED_ELSEWHERE);
        try (TestRealm realm = TestRealm.guarded(server)) {
            assertThat(realm.tokens().send(authenticate(owner)).summary()).isEqualTo("400 invalid_dpop_proof");
            assertThat(realm.tokens()
                            .send(authenticate(owner).withHeader("X-Forwarded-Trusted-Proxy", "true"))
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
            TokenAnswer issued = realm.tokens().send(authenticate(owner));
            TokenAnswer stolen = realm.tokens()
                    .send(showing(TokenCall.refresh(issued.refreshToken()).as(RUNNER), owner));

            assertThat(stolen.isIssued()).isTrue();
        }
        assertThat(log(server)).containsOnlyOnce(WARNING);
        assertThat(log(server)).contains("rfc9440", "--proxy-trusted-addresses");
    }
}
