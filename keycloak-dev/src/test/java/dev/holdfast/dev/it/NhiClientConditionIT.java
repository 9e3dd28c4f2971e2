package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Whom the policy is meant for: a login without a proof is refused for these, and as ever for all others. */
class NhiClientConditionIT {

    @Test
    void client_isMeant_byItsServiceAccountItsAuthenticatorOrItsAttribute() {
        try (TestRealm realm = draft().on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(login(realm, "of-people").tokenType()).isEqualTo("Bearer");
            assertThat(login(realm, "of-an-unknown-kind").tokenType()).isEqualTo("Bearer");
            assertThat(login(realm, "agent").summary()).isEqualTo("400 invalid_dpop_proof");
            assertThat(login(realm, "service").summary()).isEqualTo("400 invalid_dpop_proof");
            assertThat(login(realm, "workload").summary()).isEqualTo("400 invalid_dpop_proof");
        }
    }

    @Test
    void client_isNotMeant_byWhatIsSwitchedOff() {
        try (TestRealm realm = draft().condition("attribute", "false")
                .condition("service-accounts", "false")
                .condition("workload-authenticators", "false")
                .on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(login(realm, "agent").tokenType()).isEqualTo("Bearer");
            assertThat(login(realm, "service").tokenType()).isEqualTo("Bearer");
            assertThat(login(realm, "workload").tokenType()).isEqualTo("Bearer");
        }
    }

    @Test
    void grants_thatAreNotNamed_areNotJudged() {
        try (TestRealm realm =
                draft().condition("grants", "client_credentials refresh_token").on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(login(realm, "service").tokenType()).isEqualTo("Bearer");
            assertThat(realm.tokens()
                            .send(TokenCall.clientCredentials().as(RealmDraft.credentials("service")))
                            .summary())
                    .isEqualTo("400 invalid_dpop_proof");
        }
    }

    @Test
    void responses_ofNamedGrants_areHeldToThePolicyToo() {
        try (TestRealm realm = draft().condition("grants", "password").on(Servers.get(OptionSet.DEFAULT))) {
            TokenAnswer tokens = realm.tokens().send(loginCall("service").holding(DpopKey.generate()));

            assertThat(tokens.idLifetime()).isEqualTo(Duration.ofMinutes(5));
            assertThat(tokens.accessLifetime()).isEqualTo(Duration.ofMinutes(5));
        }
    }

    private static RealmDraft draft() {
        RealmDraft draft =
                RealmDraft.guarded().user("alice").confidential("service", Map.of("access.token.lifespan", "900"));
        secret(draft, "of-people", Map.of());
        // Public, so that the test needs no certificate: Keycloak asks only confidential clients for it.
        draft.client("workload", Map.of()).put("publicClient", true).put("clientAuthenticatorType", "client-x509");
        secret(draft, "agent", Map.of("holdfast.nhi", "agent"));
        secret(draft, "of-an-unknown-kind", Map.of("holdfast.nhi", "robot"));
        return draft;
    }

    private static void secret(RealmDraft draft, String clientId, Map<String, Object> attributes) {
        ObjectNode client = draft.client(clientId, attributes).put("publicClient", false);
        client.put("secret", RealmDraft.credentials(clientId).secret()).put("serviceAccountsEnabled", false);
    }

    private static TokenAnswer login(TestRealm realm, String clientId) {
        return realm.tokens().send(loginCall(clientId));
    }

    private static TokenCall loginCall(String clientId) {
        TokenCall call = TokenCall.grant("password")
                .with("username", "alice")
                .with("password", RealmDraft.PASSWORD)
                .with("scope", "openid");
        return clientId.equals("workload")
                ? call.with("client_id", clientId)
                : call.as(RealmDraft.credentials(clientId));
    }
}
