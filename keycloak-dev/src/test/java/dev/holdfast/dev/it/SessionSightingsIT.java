package dev.holdfast.dev.it;

import static dev.holdfast.events.EventType.SESSION_ESTABLISHED;
import static dev.holdfast.events.EventType.SESSION_PRESENTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.rp.event.VerifiedEvent;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Streams that ask for it hear that a session is in use, but not of each use. Others hear nothing: {@link RiskLevelChangeIT}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionSightingsIT {

    private final HeardRunner runner = HeardRunner.in(RealmDraft.guarded().bindingAlone());

    @AfterAll
    void close() {
        runner.close();
    }

    @Test
    void session_isToldWhenItBeginsAndOnceAMinute() {
        runner.areToHear(SESSION_ESTABLISHED, SESSION_PRESENTED);
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
}
