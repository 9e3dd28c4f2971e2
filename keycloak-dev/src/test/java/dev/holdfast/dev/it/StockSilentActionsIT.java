package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Keycloak's own transmitter is silent where {@link SilentActionsIT} is told, and tells strangers: the reason, kept true. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StockSilentActionsIT {

    private final SignalRealm realm = SignalRealm.stock(Servers.get(OptionSet.STOCK));
    private final String name = "user-" + UUID.randomUUID().toString().substring(0, 8);

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void revokedReusedDeletedDisabled_areNotTold() {
        Credentials client = realm.client();
        String user = realm.user(name);
        TokenAnswer revoked = realm.login(client, name);
        TokenAnswer reused = realm.login(client, name);
        TokenAnswer deleted = realm.login(client, name);

        Map<String, List<VerifiedEvent>> heard = realm.after(
                () -> {
                    realm.revoke(client, revoked.refreshToken());
                    TokenCall refresh = TokenCall.refresh(reused.refreshToken()).as(client);
                    realm.realm().tokens().send(refresh);
                    realm.realm().tokens().send(refresh);
                    realm.delete("/sessions/" + deleted.session());
                    realm.admin("POST", "/clients/" + realm.uuid(client) + "/client-secret", Json.object());
                    realm.change("/clients/" + realm.uuid(client), "enabled", false);
                    realm.change("/users/" + user, "enabled", false);
                },
                user,
                client.clientId());

        assertThat(heard.get(SignalReceivers.POLLED)).isEmpty();
    }

    @Test
    void logoutOfAUser_isToldToStrangersAndOfASessionThatDoesNotExist() {
        String user = realm.user(name + 1);

        Map<String, List<VerifiedEvent>> heard =
                realm.after(() -> realm.admin("POST", "/users/" + user + "/logout", Json.object()), user);

        assertThat(heard.getOrDefault(SignalReceivers.STRANGER, List.of()))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.type()).contains(EventType.SESSION_REVOKED);
                    assertThat(event.subject().toMap())
                            .containsEntry("session", Map.of("format", "opaque", "id", "ALL"));
                });
    }
}
