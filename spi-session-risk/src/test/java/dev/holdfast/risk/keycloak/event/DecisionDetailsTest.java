package dev.holdfast.risk.keycloak.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.Mode;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.signal.Evidence;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionDetailsTest {

    private static final Evidence EVIDENCE =
            new Evidence("owner-change", Evidence.Group.FEEDBACK, 4.6, "from a to b", false);

    @ParameterizedTest
    @CsvSource({"allow,LOW", "restrict,MEDIUM", "rebind,MEDIUM", "revoke,HIGH", "refuse,HIGH"})
    void details_ofADecision_sayLevelAndRoundedScoreAndNoReason(String answer, String level) {
        DecisionDetails details =
                DecisionDetails.of("t", Optional.of(new Outcome(answer, List.of(EVIDENCE))), Mode.OBSERVE);

        assertThat(details.values())
                .isEqualTo(Map.of(
                        EventDetail.TXN, "t",
                        EventDetail.DECISION, answer,
                        EventDetail.RISK_LEVEL, level,
                        EventDetail.SCORE, "5",
                        EventDetail.MODE, "observe"));
    }

    @Test
    void details_withoutAHistory_sayThatThereIsNoDecision() {
        assertThat(DecisionDetails.of("t", Optional.empty(), Mode.ENFORCE).values())
                .isEqualTo(Map.of(EventDetail.TXN, "t", EventDetail.DECISION, "none", EventDetail.MODE, "enforce"));
    }
}
