package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who proves a key and shows a certificate gets tokens that need both; stock Keycloak loses one of them. */
@ByServerGroup.Needs(ByServerGroup.Group.TLS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BothMechanismsIT {

    private final CertificateRealm realm = CertificateRealm.guarded(Map.of());
    private final ClientCertificate certificate = CertificateRealm.certificate("CN=runner");
    private final DpopKey key = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void tokens_areBoundToBoth_atIssueAndAtRefresh(String flag) {
        Credentials client = realm.client(Map.of(CertificateRealm.MTLS_FLAG, flag));
        TokenAnswer issued = authenticate(client);

        assertBoundToBoth(issued);
        assertBoundToBoth(
                realm.send(TokenCall.refresh(issued.refreshToken()).as(client).holding(key), certificate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void refresh_withTheCertificateOnly_isRefusedAndTheSessionLives(String flag) {
        Credentials client = realm.client(Map.of(CertificateRealm.MTLS_FLAG, flag));
        TokenAnswer issued = authenticate(client);

        TokenAnswer answer = realm.send(TokenCall.refresh(issued.refreshToken()).as(client), certificate);

        assertThat(answer.summary()).isEqualTo("400 invalid_dpop_proof");
        assertThat(realm.lives(client.clientId(), issued.session())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void refresh_withTheProofOnly_isRefusedAndTheSessionLives(String flag) {
        Credentials client = realm.client(Map.of(CertificateRealm.MTLS_FLAG, flag));
        TokenAnswer issued = authenticate(client);

        TokenAnswer answer =
                realm.send(TokenCall.refresh(issued.refreshToken()).as(client).holding(key));

        assertThat(answer.summary()).isEqualTo("400 invalid_grant");
        assertThat(realm.lives(client.clientId(), issued.session())).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void refresh_withTheProofAndAnotherCertificate_isRefused(String flag) {
        Credentials client = realm.client(Map.of(CertificateRealm.MTLS_FLAG, flag));
        TokenAnswer issued = authenticate(client);

        TokenAnswer answer = realm.send(
                TokenCall.refresh(issued.refreshToken()).as(client).holding(key),
                CertificateRealm.certificate("CN=runner"));

        assertThat(answer.summary()).isEqualTo("400 invalid_grant");
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void introspection_showsBoth(String flag) {
        Credentials client = realm.client(Map.of(CertificateRealm.MTLS_FLAG, flag));

        JsonNode answer = realm.introspect(authenticate(client).accessToken(), client);

        assertThat(answer.path("active").asBoolean()).isTrue();
        assertThat(answer.path("token_type").asText()).isEqualTo("DPoP");
        assertThat(answer.at("/cnf/jkt").asText()).isEqualTo(key.thumbprint());
        assertThat(answer.path("cnf").path("x5t#S256").asText()).isEqualTo(certificate.thumbprint());
    }

    private TokenAnswer authenticate(Credentials client) {
        return realm.send(TokenCall.clientCredentials().as(client).holding(key), certificate);
    }

    private void assertBoundToBoth(TokenAnswer answer) {
        assertThat(answer.summary()).startsWith("200 DPoP");
        assertThat(answer.boundTo()).isEqualTo(key.thumbprint());
        assertThat(answer.boundToCertificate()).isEqualTo(certificate.thumbprint());
        assertThat(answer.refreshBoundTo()).isEqualTo(key.thumbprint());
        assertThat(answer.refreshBoundToCertificate()).isEqualTo(certificate.thumbprint());
    }
}
