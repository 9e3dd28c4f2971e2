package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** A client that is told to use certificates in the middle of a session that it opened with proofs alone. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MixedFlagsIT {

    private final CertificateRealm realm = CertificateRealm.guarded(Map.of());
    private final ClientCertificate certificate = CertificateRealm.certificate("CN=runner");
    private final DpopKey key = DpopKey.generate();
    private final Credentials client = realm.client(Map.of());
    private TokenAnswer issued = TokenAnswer.NONE;

    @BeforeAll
    void openASessionAndSwitchTheFlagOn() {
        issued = realm.send(TokenCall.clientCredentials().as(client).holding(key));
        assertThat(issued.refreshBoundTo()).isEqualTo(key.thumbprint());
        assertThat(issued.refreshBoundToCertificate()).isEmpty();
        realm.set(client.clientId(), CertificateRealm.MTLS_FLAG, "true");
    }

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void refresh_withoutACertificate_isRefusedInClearWords_andTheSessionGoesOnWithOne() {
        TokenCall refresh = TokenCall.refresh(issued.refreshToken()).as(client).holding(key);

        TokenAnswer without = realm.send(refresh);
        assertThat(without.summary()).isEqualTo("400 invalid_grant");
        assertThat(without.errorDescription()).contains("certificate");

        TokenAnswer with = realm.send(refresh, certificate);
        assertThat(with.summary()).startsWith("200 DPoP");
        assertThat(with.boundTo()).isEqualTo(key.thumbprint());
        assertThat(with.boundToCertificate()).isEqualTo(certificate.thumbprint());
        assertThat(with.refreshBoundTo()).isEqualTo(key.thumbprint());
        assertThat(with.refreshBoundToCertificate()).isEqualTo(certificate.thumbprint());

        TokenAnswer again =
                realm.send(TokenCall.refresh(with.refreshToken()).as(client).holding(key), certificate);
        assertThat(again.isIssued()).isTrue();
    }
}
