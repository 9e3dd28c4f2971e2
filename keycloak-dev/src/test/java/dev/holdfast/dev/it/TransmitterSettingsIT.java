package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What an administrator says of a transmitter is checked, and what is secret in it stays so. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransmitterSettingsIT {

    private final TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.DEFAULT));

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void transmitter_withASettingThatCannotBe_isNotCreated() {
        TestTransmitter draft = TestTransmitter.known(realm, "draft", Map.of());

        for (Map<String, String> wrong : java.util.List.of(
                Map.of("algorithms", "HS256"),
                Map.of("algorithms", "none"),
                Map.of("grants", "everything"),
                Map.of("revoke", "no-such-event"),
                Map.of("bearer", "short"),
                Map.of("jwks", "{}"),
                Map.of("jwks-url", "http://keys.example", "jwks", ""),
                Map.of("max-sessions", "0"),
                Map.of("delivery", "poll"))) {
            assertThat(draft.create(wrong).status()).as(wrong.toString()).isEqualTo(400);
        }
    }

    @Test
    void secret_ofATransmitter_isNotShown() {
        TestTransmitter.known(realm, "draft", Map.of());
        String components = realm.admin()
                .get("/" + realm.name() + "/components?type=dev.holdfast.evaluation.keycloak.signal.SignalTransmitter")
                .body();
        assertThat(components).contains("draft").doesNotContain("bearer-of-tests");
    }

    /** The vault of the server has no such secret: the reference itself, which anybody can guess, lets nobody in. */
    @Test
    void secret_thatTheVaultDoesNotHave_isNotItsReference() {
        String reference = "${vault.deployments-bearer}";
        TestTransmitter transmitter = TestTransmitter.known(realm, "vaulted", Map.of("bearer", reference));

        assertThat(transmitter
                        .push("a.b.c", "application/secevent+jwt", reference)
                        .json()
                        .path("err")
                        .asText())
                .isEqualTo("authentication_failed");
    }
}
