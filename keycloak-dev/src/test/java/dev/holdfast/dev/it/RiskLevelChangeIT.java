package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Relying parties hear how far a session is trusted, each time that changes and no other time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RiskLevelChangeIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SignalReceivers receivers = new SignalReceivers();
    private final DpopKey key = DpopKey.generate();
    private final TestRealm realm = realm();

    @AfterAll
    void close() {
        receivers.close();
        realm.close();
    }

    @Test
    void session_thatIsRestrictedAndTrustedAgain_isToldOnceEach() {
        receivers.listen(realm, Set.of(EventType.RISK_LEVEL_CHANGE));
        TokenAnswer tokens = realm.tokens()
                .send(TokenCall.clientCredentials().as(RUNNER).holding(key).from("192.0.2.10", "ci-runner/4.2"));
        for (int i = 0; i < 3; i++) {
            tokens = atHome(tokens);
        }

        for (int i = 0; i < 3; i++) {
            tokens = abroad(tokens);
            assertThat(tokens.isIssued()).as(tokens.summary()).isTrue();
        }
        TokenAnswer home = atHome(tokens);
        assertThat(home.isIssued()).as(home.summary()).isTrue();
        String session = home.session();

        for (String receiver : List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED)) {
            assertThat(receivers.await(receiver, 2, PATIENCE)).isTrue();
            assertThat(receivers.heard(receiver))
                    .as(receiver)
                    .extracting(VerifiedEvent::payload)
                    .extracting(said -> said.get("principal") + " " + said.get("previous_level") + " "
                            + said.get("current_level") + " " + said.get("initiating_entity"))
                    .containsExactly("SESSION LOW MEDIUM policy", "SESSION MEDIUM LOW policy");
            assertThat(receivers.heard(receiver))
                    .extracting(event -> event.payload().get("risk_reason"))
                    .containsExactly(
                            "Requests of the session deviate from what is usual",
                            "Requests of the session are as usual again");
            assertThat(receivers.heard(receiver))
                    .allSatisfy(event -> assertThat(event.subject().toMap())
                            .containsEntry("session", Map.of("format", "opaque", "id", session)));
        }
        assertThat(receivers.heard(SignalReceivers.STRANGER)).isEmpty();
    }

    private TokenAnswer atHome(TokenAnswer tokens) {
        return refresh(tokens, "192.0.2.10", "ci-runner/4.2");
    }

    private TokenAnswer abroad(TokenAnswer tokens) {
        return refresh(tokens, "203.0.113.77", "python-requests/2.32");
    }

    private TokenAnswer refresh(TokenAnswer tokens, String from, String program) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(RUNNER)
                        .holding(key)
                        .from(from, program));
    }

    /** Where nothing is asked for or ended, so that the only answers are allow and restrict. */
    private TestRealm realm() {
        RealmDraft draft = RealmDraft.guarded().risk("rebind-nats", "90").risk("revoke-nats", "95");
        SignalReceivers.audiences(
                (ObjectNode) draft.json().at("/clients/0"), List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED));
        receivers.addTo(draft);
        return draft.on(Servers.get(OptionSet.DEFAULT));
    }
}
