package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.events.EventType;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A receiver whose settings make no sense saves no session and makes no error of a refusal: sessions end, the others are told. Both
 * attributes make Keycloak throw, one when it writes an event, the other when it looks for streams.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BrokenStreamIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String METHOD = "ssf.stream.delivery.method";
    private static final String PROFILE = "ssf.profile";

    private final SignalReceivers receivers = new SignalReceivers();
    private final DpopKey owner = DpopKey.generate();
    private final TestRealm realm = realm();
    private String method = "";

    @BeforeAll
    void listen() {
        receivers.listen(realm, Set.of(EventType.SESSION_REVOKED));
        method = realm.clientAttribute(SignalReceivers.STRANGER, METHOD);
        assertThat(method).isNotEmpty();
    }

    @AfterEach
    void mend() {
        realm.setClientAttribute(SignalReceivers.STRANGER, METHOD, method);
        realm.setClientAttribute(SignalReceivers.STRANGER, PROFILE, "");
        realm.setClientAttribute("ci-runner", "holdfast.envelope", "");
    }

    @AfterAll
    void close() {
        receivers.close();
        realm.close();
    }

    @ParameterizedTest
    @CsvSource({METHOD + ",urn:example:pigeon", PROFILE + ",NO_SUCH_PROFILE"})
    void refresh_withAWrongKey_endsTheSessionAndTellsTheOthers(String attribute, String value) {
        TokenAnswer stolen = tokens();
        realm.setClientAttribute(SignalReceivers.STRANGER, attribute, value);
        ServerLog log = ServerLog.fromNow(Servers.get(OptionSet.DEFAULT));

        assertThat(refresh(stolen, DpopKey.generate()).summary()).isEqualTo("400 invalid_grant");

        assertEnded(stolen, "wrong-key");
        assertThat(log.says("Receiver rx-stranger is not told")).isNotEqualTo(java.util.Optional.of(false));
    }

    @ParameterizedTest
    @CsvSource({METHOD + ",urn:example:pigeon", PROFILE + ",NO_SUCH_PROFILE"})
    void refresh_thatIsJudgedRevoke_endsTheSessionAndTellsTheOthers(String attribute, String value) {
        TokenAnswer held = tokens();
        realm.setClientAttribute(SignalReceivers.STRANGER, attribute, value);
        realm.setClientAttribute("ci-runner", "holdfast.envelope", "{\"notAfter\":\"2026-01-01T00:00:00Z\"}");

        assertThat(refresh(held, owner).summary()).isEqualTo("400 invalid_grant");

        assertEnded(held, "envelope-breach");
    }

    @Test
    void session_thatAnAdministratorEnds_hasEnded() {
        TokenAnswer held = tokens();
        realm.setClientAttribute(SignalReceivers.STRANGER, METHOD, "urn:example:pigeon");

        AdminClient.succeed(
                "end the session",
                realm.admin()
                        .post(
                                "/" + realm.name() + "/holdfast/sessions/" + held.session() + "/revoke",
                                Json.object().put("reason", "laptop lost")));

        assertThat(receivers.await(SignalReceivers.PUSHED, held.session(), 0, PATIENCE))
                .isTrue();
        assertThat(refresh(held, owner).summary()).isEqualTo("400 invalid_grant");
    }

    private void assertEnded(TokenAnswer tokens, String reason) {
        for (String receiver : List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED, SignalReceivers.OVERSEER)) {
            assertThat(receivers.await(receiver, tokens.session(), 0, PATIENCE))
                    .as(receiver)
                    .isTrue();
        }
        assertThat(realm.admin().sessions(realm.name(), "ci-runner").toString()).doesNotContain(tokens.session());
        ScriptedReceiver.await(() -> realm.admin()
                .get("/" + realm.name() + "/holdfast/decisions?session=" + tokens.session())
                .body()
                .contains(reason));
        assertThat(realm.history(tokens.session()).toString()).contains(reason);
    }

    private TokenAnswer tokens() {
        return realm.tokens()
                .send(TokenCall.clientCredentials().as(RUNNER).holding(owner).from("192.0.2.10", "ci/4.2"));
    }

    private TokenAnswer refresh(TokenAnswer tokens, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(RUNNER)
                        .holding(key)
                        .from("192.0.2.10", "ci/4.2"));
    }

    private TestRealm realm() {
        RealmDraft draft = RealmDraft.guarded().binding("key-admission", "any");
        SignalReceivers.audiences(
                (ObjectNode) draft.json().at("/clients/0"),
                List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED, SignalReceivers.STRANGER));
        receivers.addTo(draft);
        return draft.on(Servers.get(OptionSet.DEFAULT));
    }
}
