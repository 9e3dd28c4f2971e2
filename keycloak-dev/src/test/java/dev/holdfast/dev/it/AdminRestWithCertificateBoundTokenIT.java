package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.ClientCertificate;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A known limit: Keycloak's own APIs do not all ask for the certificate of a token, and no extension point lets us ask for
 * them. Clients of the admin REST should use DPoP, which it does ask for. The tests fail on the day Keycloak mends it.
 */
@ByServerGroup.Needs(ByServerGroup.Group.TLS)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminRestWithCertificateBoundTokenIT {

    private final CertificateRealm realm = CertificateRealm.guarded(Map.of());
    private final ClientCertificate owner = CertificateRealm.certificate("CN=runner");

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"false", "true"})
    void adminRest_stillAcceptsABoundTokenWithoutItsCertificate_untilKeycloakMendsIt(String flag) {
        Credentials client = realm.client(Map.of(CertificateRealm.MTLS_FLAG, flag));
        realm.allowToSeeClients(client.clientId());

        HttpAnswer answer = callWithoutCertificate(clientsOfTheRealm(), authenticate(client));

        assertThat(answer.status()).isEqualTo(200);
    }

    @Test
    void adminRest_asksForTheProof_ofATokenThatIsAlsoBoundToOne() {
        Credentials client = realm.client(Map.of());
        realm.allowToSeeClients(client.clientId());
        TokenAnswer token = realm.send(TokenCall.clientCredentials().as(client).holding(DpopKey.generate()), owner);

        assertThat(callWithoutCertificate(clientsOfTheRealm(), token).status()).isEqualTo(401);
    }

    @Test
    void userInfo_stillAcceptsABoundTokenWithoutItsCertificate_whereTheFlagOfTheClientIsOff_untilKeycloakMendsIt() {
        assertThat(userInfo(realm.client(Map.of())).status()).isEqualTo(200);
    }

    @Test
    void userInfo_asksForTheCertificate_whereTheFlagOfTheClientIsOn() {
        assertThat(userInfo(realm.client(Map.of(CertificateRealm.MTLS_FLAG, "true")))
                        .status())
                .isEqualTo(401);
    }

    private URI clientsOfTheRealm() {
        return URI.create(realm.issuer().toString().replace("/realms/", "/admin/realms/") + "/clients");
    }

    private HttpAnswer userInfo(Credentials client) {
        return callWithoutCertificate(
                URI.create(realm.issuer() + "/protocol/openid-connect/userinfo"), authenticate(client));
    }

    private HttpAnswer callWithoutCertificate(URI api, TokenAnswer token) {
        assertThat(token.boundToCertificate()).isEqualTo(owner.thumbprint());
        return realm.send(Http.to(api)
                .header("Authorization", "Bearer " + token.accessToken())
                .build());
    }

    private TokenAnswer authenticate(Credentials client) {
        return realm.send(TokenCall.clientCredentials().with("scope", "openid").as(client), owner);
    }
}
