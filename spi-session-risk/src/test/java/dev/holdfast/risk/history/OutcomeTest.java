package dev.holdfast.risk.history;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.decision.Decision;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OutcomeTest {

    @Test
    void answers_areThoseOfAJudgementAndTheRefusalBeforeOne() {
        Stream<String> decisions = Arrays.stream(Decision.class.getPermittedSubclasses())
                .map(one -> one.getSimpleName().toLowerCase(Locale.ROOT));
        assertThat(Outcome.ANSWERS)
                .containsExactlyElementsOf(
                        Stream.concat(decisions, Stream.of("refuse")).toList());
    }
}
