package dev.holdfast.dev.it;

import static dev.holdfast.events.EventType.SESSION_ESTABLISHED;
import static dev.holdfast.events.EventType.SESSION_PRESENTED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.rp.event.VerifiedEvent;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams that ask for it hear that a session is in use, but not of each use. Others hear nothing: {@link RiskLevelChangeIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionSightingsIT {

    private final HeardRunner runner = HeardRunner.in(keepingLogins());

    @BeforeAll
    void listen() {
        runner.areToHear(SESSION_ESTABLISHED, SESSION_PRESENTED);
    }

    @AfterAll
    void close() {
        runner.close();
    }

    @Test
    void session_refreshedOften_isToldAtItsBeginAndOnceMore() {
        TokenAnswer first = runner.authenticate();
        TokenAnswer tokens = first;
        for (int i = 0; i < 5; i++) {
            tokens = runner.refresh(tokens);
            assertThat(tokens.isIssued()).as(tokens.summary()).isTrue();
        }
        // Told after all that was said of the first.
        String second = runner.authenticate().session();

        for (String receiver : HeardRunner.CONCERNED) {
            List<VerifiedEvent> ofFirst = runner.heardOf(receiver, second).stream()
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
        assertThat(runner.heard(SignalReceivers.STRANGER, 0)).isEmpty();
    }

    @Test
    void sighting_ofADecision_isUnderItsName() {
        String session = runner.authenticate().session();

        String txn = runner.heardOf(SignalReceivers.PUSHED, session).stream()
                .filter(event -> SignalReceivers.isAbout(event, session))
                .findFirst()
                .flatMap(VerifiedEvent::transactionId)
                .orElseThrow();
        TestRealm realm = runner.realm();
        JsonNode events = AdminClient.succeed(
                        "read events", realm.admin().get("/" + realm.name() + "/events?type=CLIENT_LOGIN&max=200"))
                .json();
        assertThat(events.findValuesAsText("holdfast_txn")).contains(txn);
    }

    private static RealmDraft keepingLogins() {
        RealmDraft draft = RealmDraft.guarded().with("eventsEnabled", BooleanNode.TRUE);
        draft.json().withArray("enabledEventTypes").add("CLIENT_LOGIN");
        return draft;
    }
}
