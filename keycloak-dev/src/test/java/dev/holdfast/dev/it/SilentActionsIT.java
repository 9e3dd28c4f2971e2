package dev.holdfast.dev.it;

import static dev.holdfast.events.EventType.ACCOUNT_DISABLED;
import static dev.holdfast.events.EventType.ACCOUNT_ENABLED;
import static dev.holdfast.events.EventType.ACCOUNT_PURGED;
import static dev.holdfast.events.EventType.CREDENTIAL_CHANGE;
import static dev.holdfast.events.EventType.SESSION_REVOKED;
import static dev.holdfast.events.EventType.TOKEN_CLAIMS_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.it.SignalRealm.Said;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What ends or lessens trust in a session or a user is told, by push and by poll, once, to those whom it concerns and to
 * nobody else. Each of these is silent, or told wrongly, on Keycloak without our jars.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentActionsIT {

    private final SignalRealm realm = SignalRealm.ours(Servers.get(OptionSet.DEFAULT));
    private final String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
    private final Credentials client = realm.client();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void revocation_ofARefreshToken_tellsTheSessionAtTheClient() {
        String user = realm.user(name + 1);
        TokenAnswer tokens = realm.login(client, name + 1);

        realm.expect(
                () -> realm.revoke(client, tokens.refreshToken()),
                List.of(user),
                new Said(
                        SESSION_REVOKED,
                        realm.subject("user", user, "session", tokens.session(), "application", client.clientId()),
                        "user"));
    }

    @Test
    void revocation_ofAServiceAccountsRefreshToken_tellsTheSessionAtTheClient() {
        Credentials runner = realm.client();
        TokenAnswer tokens =
                realm.realm().tokens().send(TokenCall.clientCredentials().as(runner));

        realm.expect(
                () -> realm.revoke(runner, tokens.refreshToken()),
                List.of(runner.clientId()),
                new Said(
                        SESSION_REVOKED,
                        realm.subject(
                                "user", realm.serviceAccount(runner),
                                "session", tokens.session(),
                                "application", runner.clientId()),
                        "user"));
    }

    @Test
    void revocation_ofAnAccessToken_tellsTheToken() {
        realm.user(name + 2);
        TokenAnswer tokens = realm.login(client, name + 2);
        String jti = tokens.accessClaims().path("jti").asText();

        realm.expect(
                () -> realm.revoke(client, tokens.accessToken()),
                List.of(jti, tokens.session()),
                new Said(
                        SESSION_REVOKED,
                        Map.of("format", "jwt_id", "iss", realm.realm().issuer().toString(), "jti", jti),
                        "user"));
    }

    @Test
    void logout_withARefreshToken_tellsTheSession() {
        String user = realm.user(name + 3);
        TokenAnswer tokens = realm.login(client, name + 3);

        realm.expect(
                () -> new TokenClient(realm.realm().endpoint("logout"))
                        .exchange(TokenCall.withoutGrant()
                                .with("refresh_token", tokens.refreshToken())
                                .as(client)),
                List.of(user),
                ended(user, tokens, "user"));
    }

    @Test
    void logout_withAnIdTokenHintAndNoCookie_tellsTheSession() {
        String user = realm.user(name + 4);
        String hint = realm.idToken(client, name + 4);
        String session =
                realm.read("/users/" + user + "/sessions").get(0).path("id").asText();

        realm.expect(
                () -> assertThat(realm.get(URI.create(realm.realm().endpoint("logout")
                                        + "?post_logout_redirect_uri=http://127.0.0.1/callback&id_token_hint=" + hint))
                                .status())
                        .isEqualTo(302),
                List.of(user),
                new Said(
                        SESSION_REVOKED,
                        realm.subject("user", user, "session", session, "application", client.clientId()),
                        "user"));
    }

    @Test
    void logout_ofAUserByAnAdministrator_tellsTheUserWithoutASession() {
        String user = realm.user(name + 5);
        realm.login(client, name + 5);
        realm.login(client, name + 5);

        realm.expect(
                () -> realm.admin("POST", "/users/" + user + "/logout", Json.object()),
                List.of(user),
                new Said(SESSION_REVOKED, realm.subject("user", user), "admin"));
    }

    @Test
    void logout_ofAServiceAccountByAnAdministrator_tellsTheServiceAccount() {
        Credentials runner = realm.client();
        String user = realm.serviceAccount(runner);
        realm.realm().tokens().send(TokenCall.clientCredentials().as(runner));

        realm.expect(
                () -> realm.admin("POST", "/users/" + user + "/logout", Json.object()),
                List.of(user),
                new Said(SESSION_REVOKED, realm.subject("user", user), "admin"));
    }

    @Test
    void deletion_ofOneSession_tellsThatSessionAndNoOther() {
        String user = realm.user(name + 6);
        TokenAnswer tokens = realm.login(client, name + 6);
        realm.login(client, name + 6);

        realm.expect(() -> realm.delete("/sessions/" + tokens.session()), List.of(user), ended(user, tokens, "admin"));
    }

    @Test
    void reuse_ofARefreshToken_tellsTheSession() {
        String user = realm.user(name + 7);
        TokenAnswer tokens = realm.login(client, name + 7);
        TokenCall refresh = TokenCall.refresh(tokens.refreshToken()).as(client);
        assertThat(realm.realm().tokens().send(refresh).isIssued()).isTrue();

        realm.expect(
                () -> assertThat(realm.realm().tokens().send(refresh).summary()).isEqualTo("400 invalid_grant"),
                List.of(user),
                ended(user, tokens, "policy"));
    }

    @Test
    void user_disabledAndEnabled_isTold() {
        String user = realm.user(name + 8);
        realm.login(client, name + 8);

        realm.expect(
                () -> realm.change("/users/" + user, "enabled", false),
                List.of(user),
                new Said(ACCOUNT_DISABLED, realm.subject("user", user), "admin"),
                new Said(SESSION_REVOKED, realm.subject("user", user), "admin"));
        realm.expect(
                () -> realm.change("/users/" + user, "enabled", true),
                List.of(user),
                new Said(ACCOUNT_ENABLED, realm.subject("user", user), "admin"));
        realm.expect(() -> realm.change("/users/" + user, "lastName", "Other"), List.of(user));
    }

    @Test
    void serviceAccount_disabled_isTold() {
        Credentials runner = realm.client();
        String user = realm.serviceAccount(runner);

        realm.expect(
                () -> realm.change("/users/" + user, "enabled", false),
                List.of(user),
                new Said(ACCOUNT_DISABLED, realm.subject("user", user), "admin"),
                new Said(SESSION_REVOKED, realm.subject("user", user), "admin"));
    }

    @Test
    void user_deleted_isTold() {
        String user = realm.user(name + 9);
        realm.login(client, name + 9);

        realm.expect(
                () -> realm.delete("/users/" + user),
                List.of(user),
                new Said(ACCOUNT_PURGED, realm.subject("user", user), "admin"),
                new Said(SESSION_REVOKED, realm.subject("user", user), "admin"));
    }

    @Test
    void password_resetByAnAdministrator_isTold() {
        String user = realm.user(name + 10);
        realm.login(client, name + 10);
        ObjectNode password = Json.object();
        password.put("type", "password").put("value", "another-password").put("temporary", false);

        realm.expect(
                () -> realm.admin("PUT", "/users/" + user + "/reset-password", password),
                List.of(user),
                new Said(CREDENTIAL_CHANGE, realm.subject("user", user), "admin"));
    }

    @Test
    void credential_deletedByAnAdministrator_isTold() {
        String user = realm.user(name + 11);
        realm.login(client, name + 11);
        String credential =
                realm.read("/users/" + user + "/credentials").get(0).path("id").asText();

        realm.expect(
                () -> realm.delete("/users/" + user + "/credentials/" + credential),
                List.of(user),
                new Said(CREDENTIAL_CHANGE, realm.subject("user", user), "admin"));
    }

    @Test
    void role_takenFromAUser_isTold() {
        String user = realm.user(name + 12);
        realm.login(client, name + 12);
        JsonNode roles = realm.read("/users/" + user + "/role-mappings/realm");

        realm.expect(
                () -> realm.admin("DELETE", "/users/" + user + "/role-mappings/realm", roles),
                List.of(user),
                new Said(TOKEN_CLAIMS_CHANGE, realm.subject("user", user), "admin"));
    }

    @Test
    void group_takenFromAUser_isTold() {
        String user = realm.user(name + 13);
        realm.login(client, name + 13);
        realm.admin("POST", "/groups", Json.object().put("name", name));
        String group = realm.read("/groups?search=" + name).get(0).path("id").asText();
        String path = "/users/" + user + "/groups/" + group;

        realm.expect(() -> realm.admin("PUT", path, Json.object()), List.of(user));
        realm.expect(
                () -> realm.delete(path),
                List.of(user),
                new Said(TOKEN_CLAIMS_CHANGE, realm.subject("user", user), "admin"));
    }

    @Test
    void refusedRequests_tellNothing() {
        String user = realm.user(name + 14);
        TokenAnswer tokens = realm.login(client, name + 14);
        ArrayNode nothing = Json.object().putArray("none");

        realm.expect(
                () -> {
                    // A stranger's client may not revoke, a broken change is rolled back.
                    realm.revoke(realm.client(), tokens.refreshToken());
                    assertThat(realm.admin(
                                            "PUT",
                                            "/users/" + user,
                                            Json.object().set("enabled", nothing))
                                    .isSuccess())
                            .isFalse();
                },
                List.of(user));
    }

    private Said ended(String user, TokenAnswer tokens, String initiator) {
        return new Said(
                SESSION_REVOKED,
                realm.subject("user", user, "session", tokens.session(), "application", client.clientId()),
                initiator);
    }
}
