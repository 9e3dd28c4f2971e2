package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Keycloak raises no policy event for a permission grant, and what it issues there for an ID token is bound to nobody. */
class UmaIT {

    private static final Credentials KEEPER = RealmDraft.credentials("keeper");

    private final DpopKey key = DpopKey.generate();

    @Test
    void permission_forAnIdTokenOfSomebody_isRefusedToAManagedClient() {
        try (TestRealm realm = draft(RealmDraft.guarded()).on(Servers.get(OptionSet.DEFAULT))) {
            TokenCall asked = forAlice(realm);

            assertThat(realm.tokens().send(asked).summary()).isEqualTo("400 unauthorized_client");
            assertThat(realm.tokens().send(asked.holding(key)).summary()).isEqualTo("400 unauthorized_client");
        }
    }

    @Test
    void permission_whereThePolicyNamesOtherGrants_isRefusedAllTheSame() {
        try (TestRealm realm = draft(RealmDraft.guarded().condition("grants", "client_credentials"))
                .on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(realm.tokens().send(forAlice(realm)).summary()).isEqualTo("400 unauthorized_client");
        }
    }

    @Test
    void permission_inItsOwnName_isRefusedToAManagedClient() {
        try (TestRealm realm = draft(RealmDraft.guarded()).on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(realm.tokens().send(permission()).summary()).isEqualTo("400 invalid_dpop_proof");
            // Keycloak itself does not take a bound token here, not even the one it has just made.
            assertThat(realm.tokens().send(permission().holding(key)).isIssued())
                    .isFalse();
        }
    }

    @Test
    void permission_ofAnUnmanagedClient_isGrantedAsEver() {
        try (TestRealm realm = draft(RealmDraft.unguarded()).on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(realm.tokens().send(permission()).tokenType()).isEqualTo("Bearer");
            assertThat(realm.tokens().send(forAlice(realm)).tokenType()).isEqualTo("Bearer");
        }
    }

    @Test
    void permission_onKeycloakAlone_losesTheBinding() {
        try (TestRealm realm = draft(RealmDraft.unguarded()).on(Servers.get(OptionSet.STOCK))) {
            TokenAnswer stripped = realm.tokens().send(forAlice(realm));

            assertThat(stripped.tokenType()).isEqualTo("Bearer");
            assertThat(stripped.boundTo()).isEmpty();
        }
    }

    private static TokenCall permission() {
        return TokenCall.grant("urn:ietf:params:oauth:grant-type:uma-ticket")
                .with("audience", "keeper")
                .as(KEEPER);
    }

    /** With the ID token of a login whose access token is bound. */
    private TokenCall forAlice(TestRealm realm) {
        TokenCall login = TokenCall.grant("password")
                .with("username", "alice")
                .with("password", RealmDraft.PASSWORD)
                .with("scope", "openid")
                .as(KEEPER)
                .holding(key);
        String idToken = realm.tokens().exchange(login).json().path("id_token").asText();
        return permission()
                .with("claim_token", idToken)
                .with("claim_token_format", "http://openid.net/specs/openid-connect-core-1_0.html#IDToken");
    }

    private static RealmDraft draft(RealmDraft draft) {
        ObjectNode keeper = draft.user("alice").client("keeper", Map.of()).put("publicClient", false);
        keeper.put("secret", KEEPER.secret()).put("serviceAccountsEnabled", true);
        ObjectNode settings = keeper.put("authorizationServicesEnabled", true).putObject("authorizationSettings");
        settings.put("policyEnforcementMode", "PERMISSIVE").put("decisionStrategy", "UNANIMOUS");
        settings.putArray("resources")
                .addObject()
                .put("name", "jobs")
                .putArray("uris")
                .add("/*");
        return draft;
    }
}
