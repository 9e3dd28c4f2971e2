package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.delivery.Circuit.State;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CircuitTest {

    private static final Instant T0 = Instant.ofEpochSecond(1_700_000_000);
    private static final double MIDDLE = 0.5;

    private final Circuit circuit = new Circuit();

    @Test
    void circuit_new_isClosed() {
        assertThat(circuit.state(T0)).isEqualTo(State.CLOSED);
        assertThat(circuit.openUntil(T0)).isEmpty();
    }

    @Test
    void failures_oneLessThanTheLimit_leaveItClosed() {
        fail(T0, Circuit.FAILURES_TO_OPEN - 1);

        assertThat(circuit.state(T0)).isEqualTo(State.CLOSED);
        assertThat(circuit.isDoubtful()).isTrue();
    }

    @Test
    void failures_withAnAnswerBetween_areNotInARow() {
        fail(T0, Circuit.FAILURES_TO_OPEN - 1);
        circuit.answered();
        fail(T0, Circuit.FAILURES_TO_OPEN - 1);

        assertThat(circuit.state(T0)).isEqualTo(State.CLOSED);
    }

    @Test
    void failures_atTheLimit_openItForASecond() {
        fail(T0, Circuit.FAILURES_TO_OPEN);

        assertThat(circuit.state(T0)).isEqualTo(State.OPEN);
        assertThat(circuit.openUntil(T0)).contains(T0.plusSeconds(1));
        assertThat(circuit.state(T0.plusSeconds(1))).isEqualTo(State.HALF_OPEN);
    }

    @Test
    void failures_whileOpen_doNotProlongIt() {
        fail(T0, Circuit.FAILURES_TO_OPEN + 20);

        assertThat(circuit.openUntil(T0)).contains(T0.plusSeconds(1));
    }

    @Test
    void probe_thatFails_opensItTwiceAsLongUpToAMinute() {
        fail(T0, Circuit.FAILURES_TO_OPEN);
        Instant now = T0;
        for (int probes = 0; probes < 20; probes++) {
            now = circuit.openUntil(now).orElseThrow();
            assertThat(circuit.failed(now, Optional.empty(), MIDDLE)).isTrue();
        }

        assertThat(circuit.openUntil(now)).contains(now.plusSeconds(60));
    }

    @Test
    void probe_thatIsAnswered_closesIt() {
        fail(T0, Circuit.FAILURES_TO_OPEN);

        assertThat(circuit.answered()).isTrue();
        assertThat(circuit.state(T0.plusSeconds(1))).isEqualTo(State.CLOSED);
        assertThat(circuit.answered()).isFalse();
    }

    @Test
    void failure_withRetryAfter_opensItAtOnceForThatLong() {
        circuit.failed(T0, Optional.of(Duration.ofSeconds(30)), MIDDLE);

        assertThat(circuit.openUntil(T0)).contains(T0.plusSeconds(30));
    }

    private void fail(Instant now, int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed(now, Optional.empty(), MIDDLE);
        }
    }
}
