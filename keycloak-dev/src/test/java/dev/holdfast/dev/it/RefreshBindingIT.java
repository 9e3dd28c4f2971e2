package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * A refresh token is worth nothing without its key, whatever kind it is and whoever asks. The same theft on a Keycloak as
 * it comes succeeds: {@link StockKeycloakIT} and {@link StockRefreshIT}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RefreshBindingIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Credentials EXCHANGER = RealmDraft.credentials("exchanger");

    private final TestRealm realm = RealmDraft.guarded()
            .bindingAlone()
            .binding("max-offline-token-lifetime-seconds", "600")
            .binding("key-admission", "any")
            .confidential("exchanger", RefreshKinds.EXCHANGE)
            .publicClient("agent-app", Map.of("holdfast.nhi", "agent"))
            .user("alice")
            // Each refresh token works once: what a refusal burns does not work afterwards.
            .with("revokeRefreshToken", BooleanNode.TRUE)
            .on(Servers.get(OptionSet.DEFAULT));
    private final RefreshKinds kinds = new RefreshKinds(realm);
    private final DpopKey owner = DpopKey.generate();
    private final DpopKey thief = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void refresh_withAnotherKey_isRefusedAndEndsTheSession() {
        TokenAnswer stolen = kinds.ordinary(owner);

        assertThat(stolen.refreshBoundTo()).isEqualTo(owner.thumbprint());
        assertThat(refresh(stolen, RUNNER, thief).summary()).isEqualTo("400 invalid_grant");
        assertThat(refresh(stolen, RUNNER, owner).errorDescription()).contains("Session not active");
    }

    @Test
    void refresh_withAnotherKey_standsInTheHistoryOfTheSession() {
        TokenAnswer stolen = kinds.ordinary(owner);

        refresh(stolen, RUNNER, thief);

        JsonNode attempt = realm.history(stolen.session()).path("refused").path(0);
        assertThat(attempt.path("key").asText()).endsWith(thief.thumbprint());
        assertThat(attempt.path("outcome").asText()).isEqualTo("revoke");
    }

    @Test
    void refresh_ofAnOfflineTokenWithAnotherKey_isRefused() {
        TokenAnswer stolen = kinds.offline(owner);

        assertThat(stolen.refreshBoundTo()).isEqualTo(owner.thumbprint());
        assertThat(refresh(stolen, RUNNER, owner).summary()).startsWith("200 DPoP");
        assertThat(refresh(stolen, RUNNER, thief).summary()).isEqualTo("400 invalid_grant");
        assertThat(refresh(stolen, RUNNER, owner).status()).isEqualTo(400);
    }

    @Test
    void refresh_ofATokenFromExchangeWithAnotherKey_isRefused() {
        TokenAnswer stolen = kinds.exchanged(owner);

        assertThat(stolen.refreshBoundTo()).isEqualTo(owner.thumbprint());
        assertThat(refresh(stolen, EXCHANGER, thief).summary()).isEqualTo("400 invalid_grant");
    }

    @Test
    void refresh_withoutAProof_isRefusedAndTheRightKeyStillWorks() {
        TokenAnswer bound = kinds.ordinary(owner);

        TokenAnswer downgraded =
                realm.tokens().send(TokenCall.refresh(bound.refreshToken()).as(RUNNER));

        assertThat(downgraded.summary()).isEqualTo("400 invalid_dpop_proof");
        assertThat(realm.history(bound.session()).path("refused").size()).isEqualTo(1);
        assertThat(refresh(bound, RUNNER, owner).boundTo()).isEqualTo(owner.thumbprint());
    }

    @Test
    void refresh_ofAPublicClientWithAnotherKey_isRefusedAndNeverEndsTheSession() {
        TokenAnswer bound = kinds.ofPublicClient(owner);

        for (int attempt = 0; attempt < 3; attempt++) {
            assertThat(realm.tokens()
                            .send(publicRefresh(bound).holding(DpopKey.generate()))
                            .status())
                    .isEqualTo(400);
        }

        assertThat(realm.clientAttribute("agent-app", "holdfast.keys.barred")).isEmpty();
        assertThat(realm.tokens().send(publicRefresh(bound).holding(owner)).boundTo())
                .isEqualTo(owner.thumbprint());
    }

    @Test
    void refresh_afterTheFlagOfTheClientIsSwitchedOff_staysBound() {
        realm.setClientAttribute("ci-runner", "dpop.bound.access.tokens", "true");
        TokenAnswer bound = kinds.ordinary(owner);
        realm.setClientAttribute("ci-runner", "dpop.bound.access.tokens", "false");

        TokenAnswer downgraded =
                realm.tokens().send(TokenCall.refresh(bound.refreshToken()).as(RUNNER));

        assertThat(downgraded.summary()).isEqualTo("400 invalid_dpop_proof");
        assertThat(refresh(bound, RUNNER, thief).summary()).isEqualTo("400 invalid_grant");
    }

    private static TokenCall publicRefresh(TokenAnswer tokens) {
        return TokenCall.refresh(tokens.refreshToken()).with("client_id", "agent-app");
    }

    private TokenAnswer refresh(TokenAnswer tokens, Credentials client, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(client).holding(key));
    }
}
