package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What happens to tokens bound to certificates on a Keycloak without Holdfast: the reason for ours, kept true. */
@ByServerGroup.Needs(ByServerGroup.Group.TLS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockCertificatesIT {

    private static final Map<String, String> FLAGGED = Map.of(CertificateRealm.MTLS_FLAG, "true");

    private final CertificateRealm realm = CertificateRealm.stock();
    private final ClientCertificate owner = CertificateRealm.certificate("CN=runner");
    private final DpopKey key = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void certificate_ofAClientWithoutTheFlag_bindsNothing() {
        TokenAnswer issued = realm.send(TokenCall.clientCredentials().as(realm.client(Map.of())), owner);

        assertThat(issued.isIssued()).isTrue();
        assertThat(issued.boundToCertificate()).isEmpty();
        assertThat(issued.refreshBoundToCertificate()).isEmpty();
    }

    @Test
    void flagSwitchedOff_afterIssue_setsTheBoundTokenFree() {
        Credentials client = realm.client(FLAGGED);
        TokenAnswer stolen = realm.send(TokenCall.clientCredentials().as(client), owner);
        assertThat(stolen.refreshBoundToCertificate()).isEqualTo(owner.thumbprint());

        realm.set(client.clientId(), CertificateRealm.MTLS_FLAG, "false");
        TokenAnswer answer = realm.send(TokenCall.refresh(stolen.refreshToken()).as(client));

        assertThat(answer.summary()).startsWith("200 Bearer");
        assertThat(answer.boundToCertificate()).isEmpty();
    }

    @Test
    void wrongCertificate_isRefused_butTheSessionGoesOn() {
        Credentials client = realm.client(FLAGGED);
        TokenAnswer stolen = realm.send(TokenCall.clientCredentials().as(client), owner);

        TokenAnswer answer = realm.send(
                TokenCall.refresh(stolen.refreshToken()).as(client), CertificateRealm.certificate("CN=runner"));

        assertThat(answer.summary()).isEqualTo("401 unauthorized_client");
        assertThat(realm.lives(client.clientId(), stolen.session())).isTrue();
    }

    @Test
    void proofAndCertificate_together_loseTheProof() {
        TokenAnswer issued = realm.send(
                TokenCall.clientCredentials().as(realm.client(FLAGGED)).holding(key), owner);

        assertThat(issued.tokenType()).isEqualTo("DPoP");
        assertThat(issued.boundToCertificate()).isEqualTo(owner.thumbprint());
        assertThat(issued.boundTo()).isEmpty();
        assertThat(issued.refreshBoundTo()).isEmpty();
    }

    @Test
    void flagSwitchedOn_overATokenBoundToAProof_isAnErrorOfTheServer() {
        createPublicClientWithUser();
        TokenAnswer issued = realm.send(TokenCall.grant("password")
                .with("client_id", "public")
                .with("username", "user")
                .with("password", "password")
                .holding(key));
        assertThat(issued.refreshBoundTo()).isEqualTo(key.thumbprint());

        realm.set("public", CertificateRealm.MTLS_FLAG, "true");
        TokenAnswer answer = realm.send(
                TokenCall.refresh(issued.refreshToken())
                        .with("client_id", "public")
                        .holding(key),
                owner);

        assertThat(answer.status()).isEqualTo(500);
    }

    /** Only refresh tokens of public clients are bound to proofs by Keycloak itself. */
    private void createPublicClientWithUser() {
        ObjectNode client = Json.object()
                .put("clientId", "public")
                .put("publicClient", true)
                .put("directAccessGrantsEnabled", true);
        ObjectNode user = Json.object()
                .put("username", "user")
                .put("enabled", true)
                .put("email", "user@example.org")
                .put("firstName", "Some")
                .put("lastName", "Body");
        user.putArray("credentials").addObject().put("type", "password").put("value", "password");
        AdminClient.succeed("create a client", realm.admin().post("/" + realm.name() + "/clients", client));
        AdminClient.succeed("create a user", realm.admin().post("/" + realm.name() + "/users", user));
    }
}
