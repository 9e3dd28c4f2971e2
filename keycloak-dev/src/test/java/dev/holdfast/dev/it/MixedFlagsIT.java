package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that is told to use certificates in the middle of a session that it opened with proofs alone. */
@ByServerGroup.Needs(ByServerGroup.Group.TLS)
class MixedFlagsIT {

    private final ClientCertificate certificate = CertificateRealm.certificate("CN=runner");
    private final DpopKey key = DpopKey.generate();

    @ParameterizedTest
    @ValueSource(strings = {"either", "dpop"})
    void refresh_withoutACertificate_isRefusedInClearWords_andTheSessionGoesOnWithOne(String mechanisms) {
        try (CertificateRealm realm = CertificateRealm.guarded(Map.of("mechanisms", mechanisms))) {
            Credentials client = realm.client(Map.of());
            TokenCall refresh = TokenCall.refresh(issuedForAProof(realm, client).refreshToken())
                    .as(client)
                    .holding(key);
            realm.set(client.clientId(), CertificateRealm.MTLS_FLAG, "true");

            TokenAnswer without = realm.send(refresh);
            assertThat(without.summary()).isEqualTo("400 invalid_grant");
            assertThat(without.errorDescription()).contains("certificate");

            TokenAnswer with = realm.send(refresh, certificate);
            assertBoundToBoth(with);
            assertBoundToBoth(
                    realm.send(TokenCall.refresh(with.refreshToken()).as(client).holding(key), certificate));
        }
    }

    private TokenAnswer issuedForAProof(CertificateRealm realm, Credentials client) {
        TokenAnswer issued = realm.send(TokenCall.clientCredentials().as(client).holding(key));
        assertThat(issued.refreshBoundTo()).isEqualTo(key.thumbprint());
        assertThat(issued.refreshBoundToCertificate()).isEmpty();
        return issued;
    }

    private void assertBoundToBoth(TokenAnswer answer) {
        assertThat(answer.summary()).startsWith("200 DPoP");
        assertThat(answer.boundTo()).isEqualTo(key.thumbprint());
        assertThat(answer.boundToCertificate()).isEqualTo(certificate.thumbprint());
        assertThat(answer.refreshBoundTo()).isEqualTo(key.thumbprint());
        assertThat(answer.refreshBoundToCertificate()).isEqualTo(certificate.thumbprint());
    }
}
