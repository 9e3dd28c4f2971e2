package dev.holdfast.dev.it;

import static dev.holdfast.events.EventType.ACCOUNT_PURGED;
import static dev.holdfast.events.EventType.CREDENTIAL_CHANGE;
import static dev.holdfast.events.EventType.SESSION_REVOKED;
import static dev.holdfast.events.EventType.TOKEN_CLAIMS_CHANGE;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.it.SignalRealm.Said;
import dev.holdfast.events.EventType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What ends or lessens trust in a client, or in everybody of a realm, is told: see {@link SilentActionsIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SilentClientActionsIT {

    private final SignalRealm realm = SignalRealm.ours(Servers.get(OptionSet.DEFAULT));
    private final Credentials client = realm.client();
    private final String uuid = realm.uuid(client);

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void client_disabled_isTold() {
        realm.expect(() -> realm.change("/clients/" + uuid, "enabled", false), about(), of(SESSION_REVOKED));
        realm.expect(() -> realm.change("/clients/" + uuid, "enabled", true), about());
        realm.expect(() -> realm.change("/clients/" + uuid, "description", "other"), about());
    }

    @Test
    void change_rolledBack_isNotTold() {
        ObjectNode broken = (ObjectNode) realm.read("/clients/" + uuid);
        broken.put("secret", "another-secret").put("baseUrl", "javascript:alert(1)");

        realm.expect(
                () -> assertThat(realm.admin("PUT", "/clients/" + uuid, broken).status())
                        .isEqualTo(400),
                about());
    }

    @Test
    void client_deleted_isTold() {
        Credentials gone = realm.client();
        String user = realm.serviceAccount(gone);
        String path = "/clients/" + realm.uuid(gone);

        realm.expect(
                () -> realm.delete(path),
                List.of(gone.clientId(), user),
                new Said(SESSION_REVOKED, realm.subject("application", gone.clientId()), "admin"),
                new Said(ACCOUNT_PURGED, realm.subject("user", user), "admin"),
                new Said(SESSION_REVOKED, realm.subject("user", user), "admin"));
    }

    @Test
    void secret_regenerated_isTold() {
        String path = "/clients/" + realm.uuid(client) + "/client-secret";
        realm.expect(() -> realm.admin("POST", path, Json.object()), about(), of(CREDENTIAL_CHANGE));
    }

    @Test
    void keys_changed_areTold() {
        realm.expect(
                () -> realm.realm().setClientAttribute(client.clientId(), "jwks.url", "https://keys.example/" + uuid),
                about(),
                of(CREDENTIAL_CHANGE));
    }

    @Test
    void notBefore_ofTheClient_isTold() {
        long now = Instant.now().getEpochSecond();
        realm.expect(() -> realm.change("/clients/" + uuid, "notBefore", now), about(), of(SESSION_REVOKED));
    }

    @Test
    void notBefore_ofTheRealm_isToldForEachClient() {
        // A log-out of all sets it, too; the same second again is no change.
        long before = realm.read("").path("notBefore").asLong();
        ScriptedReceiver.await(() -> Instant.now().getEpochSecond() > before);
        long now = Instant.now().getEpochSecond();
        realm.expect(() -> realm.change("", "notBefore", now), about(), of(SESSION_REVOKED));
        realm.expect(() -> realm.admin("POST", "/push-revocation", Json.object()), about());
    }

    @Test
    void logoutAll_isToldForEachClient() {
        realm.expect(() -> realm.admin("POST", "/logout-all", Json.object()), about(), of(SESSION_REVOKED));
    }

    @Test
    void scope_takenFromTheClient_isTold() {
        JsonNode scopes = realm.read("/clients/" + uuid + "/default-client-scopes");
        String path = "/clients/" + uuid + "/default-client-scopes/"
                + scopes.get(0).path("id").asText();
        realm.expect(() -> realm.delete(path), about(), of(TOKEN_CLAIMS_CHANGE));
    }

    @Test
    void exchangedAccessTokens_endWithTheirSession() {
        String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        String user = realm.user(name);
        Credentials exchanger = realm.client();
        Credentials subject = realm.clientFor(exchanger.clientId());
        TokenAnswer tokens = realm.login(subject, name);
        TokenAnswer exchanged = exchange(tokens, exchanger, "access_token");
        assertThat(exchanged.session()).isEqualTo(tokens.session());

        // Another client holds a token of the session, so no client narrows the subject.
        realm.expect(
                () -> realm.revoke(subject, tokens.refreshToken()),
                List.of(user),
                new Said(SESSION_REVOKED, realm.subject("user", user, "session", tokens.session()), "user"));
    }

    @Test
    void exchangedGrants_endWithTheRevokedGrant() {
        String name = "user-" + UUID.randomUUID().toString().substring(0, 8);
        String user = realm.user(name);
        Credentials exchanger = realm.client();
        realm.realm()
                .setClientAttribute(
                        exchanger.clientId(),
                        "standard.token.exchange.enableRefreshRequestedTokenType",
                        "SAME_SESSION");
        Credentials subject = realm.clientFor(exchanger.clientId());
        TokenAnswer tokens = realm.login(subject, name);
        exchange(tokens, exchanger, "refresh_token");

        realm.expect(
                () -> realm.revoke(subject, tokens.refreshToken()),
                List.of(user),
                part(user, tokens.session(), subject.clientId()),
                part(user, tokens.session(), exchanger.clientId()));
    }

    private TokenAnswer exchange(TokenAnswer tokens, Credentials exchanger, String requested) {
        TokenAnswer exchanged = realm.realm()
                .tokens()
                .send(TokenCall.grant("urn:ietf:params:oauth:grant-type:token-exchange")
                        .with("subject_token", tokens.accessToken())
                        .with("subject_token_type", "urn:ietf:params:oauth:token-type:access_token")
                        .with("requested_token_type", "urn:ietf:params:oauth:token-type:" + requested)
                        .as(exchanger));
        assertThat(exchanged.isIssued()).as(exchanged.summary()).isTrue();
        return exchanged;
    }

    private List<String> about() {
        return List.of(client.clientId());
    }

    private Said of(EventType type) {
        return new Said(type, realm.subject("application", client.clientId()), "admin");
    }

    private Said part(String user, String session, String clientId) {
        return new Said(
                SESSION_REVOKED, realm.subject("user", user, "session", session, "application", clientId), "user");
    }
}
