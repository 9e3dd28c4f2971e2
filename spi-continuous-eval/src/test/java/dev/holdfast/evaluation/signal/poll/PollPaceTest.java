package dev.holdfast.evaluation.signal.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PollPaceTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_800_000_000L);
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private static final TurnOutcome DONE = new TurnOutcome.Done(0);

    @ParameterizedTest
    @CsvSource({"0,PT0S,PT5S", "0,PT2S,PT3S", "0,PT30S,PT0S", "1,PT0S,PT0S"})
    void pause_afterATurnThatWentWell_leavesTheIntervalBetweenEmptyAnswers(int settled, Duration took, Duration pause) {
        assertThat(PollPace.NEW.pause(settled, took, INTERVAL, 0.5)).isEqualTo(pause);
    }

    @Test
    void pause_afterFailures_growsToAMinuteAndIsJittered() {
        PollPace pace = PollPace.NEW;
        Duration[] pauses = new Duration[8];
        for (int i = 0; i < pauses.length; i++) {
            pace = pace.failed(false, NOW);
            pauses[i] = pace.pause(0, Duration.ZERO, INTERVAL, 0.5);
        }
        assertThat(pauses).startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(4));
        assertThat(pauses).endsWith(Duration.ofSeconds(60));
        assertThat(pace.pause(0, Duration.ZERO, INTERVAL, 0)).isEqualTo(Duration.ofSeconds(45));
        assertThat(pace.after(DONE).pause(0, Duration.ZERO, INTERVAL, 0)).isEqualTo(INTERVAL);
    }

    @Test
    void wait_thatLastedTooLong_isNotAskedForForAWhile() {
        PollPace late = PollPace.NEW.failed(true, NOW);
        assertThat(PollPace.NEW.waits(NOW)).isTrue();
        assertThat(late.waits(NOW.plusSeconds(599))).isFalse();
        assertThat(late.after(DONE).waits(NOW.plusSeconds(599))).isFalse();
        assertThat(late.waits(NOW.plusSeconds(600))).isTrue();
        assertThat(PollPace.NEW.failed(false, NOW).waits(NOW)).isTrue();
    }

    @Test
    void pause_overTheLimit_isAQuarterOfItsMinute() {
        PollPace limited = PollPace.NEW.failed(false, NOW).after(new TurnOutcome.TooMany(60));
        assertThat(limited.failures()).isZero();
        assertThat(limited.pause(60, Duration.ZERO, INTERVAL, 0.5)).isEqualTo(Duration.ofSeconds(15));
        assertThat(limited.after(DONE).limited()).isFalse();
    }

    /** One event that can never be taken in must not slow down the others. */
    @Test
    void pause_whereSomethingWasSettled_doesNotGrow() {
        PollPace pace = PollPace.NEW;
        for (int i = 0; i < 8; i++) {
            pace = pace.after(new TurnOutcome.Incomplete(1, "no keys"));
        }
        assertThat(pace.pause(1, Duration.ZERO, INTERVAL, 0.5)).isEqualTo(Duration.ofSeconds(1));
        assertThat(pace.after(new TurnOutcome.Incomplete(0, "no keys")).failures())
                .isEqualTo(2);
    }
}
