package dev.holdfast.evaluation.keycloak.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.signal.Effect;
import dev.holdfast.evaluation.signal.SignalPlan.Act;
import dev.holdfast.evaluation.signal.SignalScope;
import dev.holdfast.evaluation.signal.Transmitter;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RatesTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final Transmitter.Limits LIMITS = new Transmitter.Limits(10, 60, 5);

    private final Rates rates = new Rates();

    private static Act act(Effect effect, String session, double weight) {
        SignalScope scope = new SignalScope.OfSession(session, Optional.empty(), Optional.empty());
        return new Act(effect, scope, false, weight, "words");
    }

    private long counted(Act act) {
        return IntStream.range(0, 60)
                .filter(i -> rates.counts("api", act, LIMITS, NOW))
                .count();
    }

    @Test
    void reports_ofOneSubject_countUpToTheLimit() {
        assertThat(counted(act(Effect.RAISE_RISK, "a", 1))).isEqualTo(5);
        assertThat(counted(act(Effect.RAISE_RISK, "b", 1))).isEqualTo(5);
    }

    @Test
    void reports_thatAreLight_hideNoHeavyOne() {
        counted(act(Effect.RAISE_RISK, "a", 1));
        assertThat(rates.counts("api", act(Effect.RAISE_RISK, "a", 5), LIMITS, NOW))
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource(
            value = Effect.class,
            names = {"REBIND", "REVOKE"})
    void demandsAndEnds_behindAFlood_areNotLost(Effect effect) {
        counted(act(Effect.RAISE_RISK, "a", 1));
        assertThat(counted(act(effect, "a", 1))).isEqualTo(60);
    }

    @Test
    void transmitter_overItsMinute_isNotAdmittedWhateverItSays() {
        assertThat(IntStream.range(0, 100)
                        .filter(i -> rates.admits("api", LIMITS, NOW))
                        .count())
                .isEqualTo(60);
    }
}
