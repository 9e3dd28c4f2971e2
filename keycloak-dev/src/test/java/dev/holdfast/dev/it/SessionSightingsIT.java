package dev.holdfast.dev.it;

import static dev.holdfast.events.EventType.SESSION_ESTABLISHED;
import static dev.holdfast.events.EventType.SESSION_PRESENTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.rp.event.VerifiedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams that ask for it hear that a session is in use, but not of each use. Others hear nothing: {@link RiskLevelChangeIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionSightingsIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOME = "192.0.2.10";

    private final SignalReceivers receivers = new SignalReceivers();
    private final DpopKey key = DpopKey.generate();
    private final TestRealm realm = realm();

    @AfterAll
    void close() {
        receivers.close();
        realm.close();
    }

    @Test
    void session_refreshedOften_isToldAtItsBeginAndOnceMore() {
        receivers.listen(realm, Set.of(SESSION_ESTABLISHED, SESSION_PRESENTED));
        TokenAnswer first = send(TokenCall.clientCredentials());
        TokenAnswer tokens = first;
        for (int i = 0; i < 5; i++) {
            tokens = send(TokenCall.refresh(tokens.refreshToken()));
            assertThat(tokens.isIssued()).as(tokens.summary()).isTrue();
        }
        // Told after all that was said of the first.
        String second = send(TokenCall.clientCredentials()).session();

        for (String receiver : List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED)) {
            assertThat(receivers.await(receiver, second, 0, PATIENCE)).isTrue();
            List<VerifiedEvent> ofFirst = receivers.heard(receiver).stream()
                    .filter(event -> SignalReceivers.isAbout(event, first.session()))
                    .toList();
            assertThat(ofFirst)
                    .as(receiver)
                    .extracting(event -> event.type().orElseThrow())
                    .containsExactly(SESSION_ESTABLISHED, SESSION_PRESENTED);
            assertThat(ofFirst)
                    .allSatisfy(event -> assertThat(event.payload())
                            .containsOnlyKeys("event_timestamp", "initiating_entity", "reason_admin"));
        }
        assertThat(receivers.heard(SignalReceivers.STRANGER)).isEmpty();
    }

    @Test
    void sighting_ofADecision_isUnderItsName() {
        receivers.listen(realm, Set.of(SESSION_ESTABLISHED, SESSION_PRESENTED));
        String session = send(TokenCall.clientCredentials()).session();

        assertThat(receivers.await(SignalReceivers.PUSHED, session, 0, PATIENCE))
                .isTrue();
        String txn = receivers.heard(SignalReceivers.PUSHED).stream()
                .filter(event -> SignalReceivers.isAbout(event, session))
                .findFirst()
                .flatMap(VerifiedEvent::transactionId)
                .orElseThrow();
        JsonNode events = AdminClient.succeed(
                        "read events", realm.admin().get("/" + realm.name() + "/events?type=CLIENT_LOGIN&max=200"))
                .json();
        assertThat(events.findValuesAsText("holdfast_txn")).contains(txn);
    }

    private TokenAnswer send(TokenCall call) {
        return realm.tokens().send(call.as(RUNNER).holding(key).from(HOME, "ci-runner/4.2"));
    }

    private TestRealm realm() {
        RealmDraft draft = RealmDraft.guarded().with("eventsEnabled", BooleanNode.TRUE);
        draft.json().withArray("enabledEventTypes").add("CLIENT_LOGIN");
        SignalReceivers.audiences(
                (ObjectNode) draft.json().at("/clients/0"), List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED));
        receivers.addTo(draft);
        return draft.on(Servers.get(OptionSet.DEFAULT));
    }
}
