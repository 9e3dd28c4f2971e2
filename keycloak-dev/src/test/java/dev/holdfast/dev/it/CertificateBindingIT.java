package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.TestAuthority;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.io.UncheckedIOException;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Tokens are bound to the certificate of a real TLS handshake, whatever the flags of the client say (RFC 8705). */
@ByServerGroup.Needs(ByServerGroup.Group.TLS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CertificateBindingIT {

    private static final String SUBJECT = "CN=runner, OU=builds, O=Example";

    private final CertificateRealm realm = CertificateRealm.guarded(Map.of());
    private final ClientCertificate owner = CertificateRealm.certificate(SUBJECT);
    private final ClientCertificate thief = CertificateRealm.certificate(SUBJECT);

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void tokens_areBoundToTheCertificate_thoughTheFlagOfTheClientIsOff() {
        Credentials client = realm.client(Map.of());

        TokenAnswer issued = authenticate(client);

        assertBound(issued, owner);
        assertBound(realm.send(TokenCall.refresh(issued.refreshToken()).as(client), owner), owner);
    }

    @Test
    void refresh_withAnotherCertificate_isRefusedAndEndsTheSession() {
        Credentials client = realm.client(Map.of());
        TokenAnswer stolen = authenticate(client);

        TokenAnswer answer = realm.send(TokenCall.refresh(stolen.refreshToken()).as(client), thief);

        assertThat(answer.summary()).isEqualTo("400 invalid_grant");
        assertThat(realm.lives(client.clientId(), stolen.session())).isFalse();
        assertThat(realm.stored(client.clientId())
                        .at("/attributes/holdfast.keys.barred")
                        .asText())
                .isEqualTo(thief.thumbprint());
        assertThat(realm.send(TokenCall.refresh(stolen.refreshToken()).as(client), owner)
                        .isIssued())
                .isFalse();
    }

    @Test
    void refresh_withAnotherCertificateAndAWrongSecret_endsNothing() {
        Credentials client = realm.client(Map.of());
        TokenAnswer stolen = authenticate(client);

        TokenAnswer answer = realm.send(
                TokenCall.refresh(stolen.refreshToken()).as(new Credentials(client.clientId(), "guessed")), thief);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(realm.lives(client.clientId(), stolen.session())).isTrue();
    }

    @Test
    void refresh_withoutACertificate_isRefused() {
        Credentials client = realm.client(Map.of());
        TokenAnswer stolen = authenticate(client);

        TokenAnswer answer = realm.send(TokenCall.refresh(stolen.refreshToken()).as(client));

        assertThat(answer.summary()).isEqualTo("400 invalid_grant");
        assertThat(answer.errorDescription()).contains("certificate");
    }

    @Test
    void flagSwitchedOff_afterIssue_leavesTheTokenBound() {
        Credentials client = realm.client(Map.of(CertificateRealm.MTLS_FLAG, "true"));
        TokenAnswer issued = authenticate(client);
        assertBound(issued, owner);

        realm.set(client.clientId(), CertificateRealm.MTLS_FLAG, "false");
        TokenAnswer refreshed =
                realm.send(TokenCall.refresh(issued.refreshToken()).as(client), owner);

        assertBound(refreshed, owner);
        assertThat(realm.send(TokenCall.refresh(refreshed.refreshToken()).as(client))
                        .summary())
                .isEqualTo("400 invalid_grant");
    }

    @Test
    void request_withNoKeyAtAll_isRefused() {
        TokenAnswer answer = realm.send(TokenCall.clientCredentials().as(realm.client(Map.of())));

        assertThat(answer.summary()).isEqualTo("400 invalid_dpop_proof");
    }

    @Test
    void tlsClientAuth_withTheRegisteredSubject_isBoundToTheLeaf() {
        String workload = realm.workload("O=Example+OU=builds,CN=other");
        String registered = realm.workload(SUBJECT);
        TokenCall call = TokenCall.clientCredentials().with("client_id", registered);

        assertBound(realm.send(call, owner), owner);
        assertThat(owner.thumbprint()).hasSize(43).doesNotContain("=", "+", "/");
        assertRefused(realm.send(TokenCall.clientCredentials().with("client_id", workload), owner));
    }

    @Test
    void tlsClientAuth_withAnotherSubject_orNoCertificate_orNoClientId_isRefused() {
        String registered = realm.workload(SUBJECT);
        TokenCall call = TokenCall.clientCredentials().with("client_id", registered);

        assertRefused(realm.send(call, CertificateRealm.certificate("CN=runner, OU=tests, O=Example")));
        assertRefused(realm.send(call, CertificateRealm.certificate("O=Example, OU=builds, CN=runner")));
        assertRefused(realm.send(call));
        assertRefused(realm.send(TokenCall.clientCredentials(), owner));
    }

    @Test
    void certificate_ofAnotherAuthority_doesNotPassTheHandshake() {
        TokenCall call = TokenCall.clientCredentials().with("client_id", realm.workload(SUBJECT));

        assertThatThrownBy(() -> realm.send(
                        call, TestAuthority.named("CN=Holdfast test authority").client(SUBJECT)))
                .isInstanceOf(UncheckedIOException.class);
    }

    /** So self_signed_tls_client_auth (RFC 8705 section 2.2) takes a proxy that asks and does not judge. */
    @Test
    void selfSignedCertificate_doesNotPassTheHandshake() {
        Credentials client = realm.client(Map.of());

        assertThatThrownBy(
                        () -> realm.send(TokenCall.clientCredentials().as(client), TestAuthority.selfSigned(SUBJECT)))
                .isInstanceOf(UncheckedIOException.class);
    }

    private TokenAnswer authenticate(Credentials client) {
        return realm.send(TokenCall.clientCredentials().as(client), owner);
    }

    private static void assertBound(TokenAnswer answer, ClientCertificate certificate) {
        assertThat(answer.summary()).startsWith("200 Bearer");
        assertThat(answer.boundToCertificate()).isEqualTo(certificate.thumbprint());
        assertThat(answer.refreshBoundToCertificate()).isEqualTo(certificate.thumbprint());
    }

    private static void assertRefused(TokenAnswer answer) {
        assertThat(answer.isIssued()).isFalse();
        assertThat(answer.error()).isIn("invalid_client", "unauthorized_client");
    }
}
