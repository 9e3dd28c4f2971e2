package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Relying parties hear how far a session is trusted, each time that changes and no other time. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RiskLevelChangeIT {

    private final HeardRunner runner = HeardRunner.in(RealmDraft.guarded().onlyRestricting());

    @AfterAll
    void close() {
        runner.close();
    }

    @Test
    void session_thatIsRestrictedAndTrustedAgain_isToldOnceEach() {
        runner.areToHear(EventType.RISK_LEVEL_CHANGE);
        TokenAnswer tokens = runner.authenticate();
        for (int i = 0; i < 3; i++) {
            tokens = runner.refresh(tokens);
        }

        for (int i = 0; i < 3; i++) {
            tokens = runner.refresh(tokens, HeardRunner.ABROAD, "python-requests/2.32");
            assertThat(tokens.isIssued()).as(tokens.summary()).isTrue();
        }
        TokenAnswer home = runner.refresh(tokens);
        assertThat(home.isIssued()).as(home.summary()).isTrue();
        String session = home.session();

        for (String receiver : HeardRunner.CONCERNED) {
            List<VerifiedEvent> heard = runner.heard(receiver, 2);
            assertThat(heard)
                    .as(receiver)
                    .extracting(VerifiedEvent::payload)
                    .extracting(said -> said.get("principal") + " " + said.get("previous_level") + " "
                            + said.get("current_level") + " " + said.get("initiating_entity"))
                    .containsExactly("SESSION LOW MEDIUM policy", "SESSION MEDIUM LOW policy");
            assertThat(heard)
                    .extracting(event -> event.payload().get("risk_reason"))
                    .containsExactly(
                            "Requests of the session deviate from what is usual",
                            "Requests of the session are as usual again");
            assertThat(heard)
                    .allSatisfy(event -> assertThat(event.subject().toMap())
                            .containsEntry("session", Map.of("format", "opaque", "id", session)));
        }
        assertThat(runner.heard(SignalReceivers.STRANGER, 0)).isEmpty();
    }
}
