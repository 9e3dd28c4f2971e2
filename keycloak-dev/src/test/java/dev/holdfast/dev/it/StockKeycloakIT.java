package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The attack that Holdfast stops, succeeding on a Keycloak without it: the reason for this project, kept true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockKeycloakIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final TestRealm realm = TestRealm.unguarded(Servers.get(OptionSet.STOCK));
    private final DpopKey owner = DpopKey.generate();
    private final DpopKey thief = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void accessToken_withAProof_isBoundToItsKey() {
        TokenAnswer answer = authenticate();

        assertThat(answer.tokenType()).isEqualTo("DPoP");
        assertThat(answer.boundTo()).isEqualTo(owner.thumbprint());
        assertThat(answer.session()).isNotEmpty();
    }

    @Test
    void refreshToken_ofAConfidentialClient_isBoundToNobody() {
        assertThat(authenticate().refreshBoundTo()).isEmpty();
    }

    @Test
    void refresh_stolenTogetherWithTheSecret_isGivenToTheThiefAndBoundToHisKey() {
        TokenAnswer stolen = authenticate();

        TokenAnswer answer = realm.tokens()
                .send(TokenCall.refresh(stolen.refreshToken()).as(RUNNER).holding(thief));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.boundTo()).isEqualTo(thief.thumbprint());
        assertThat(answer.session()).isEqualTo(stolen.session());
    }

    @Test
    void refresh_withoutAnyProof_isAnsweredWithAPlainBearerToken() {
        TokenAnswer answer = realm.tokens()
                .send(TokenCall.refresh(authenticate().refreshToken()).as(RUNNER));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.tokenType()).isEqualTo("Bearer");
        assertThat(answer.boundTo()).isEmpty();
    }

    @Test
    void accessToken_ofANewGrant_carriesTheAudienceOfTheApi() {
        assertThat(authenticate().accessClaims().path("aud").toString()).contains("deployments-api");
    }

    private TokenAnswer authenticate() {
        return realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(owner));
    }
}
