package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetryScheduleTest {

    private static final double MIDDLE = 0.5;

    private final RetrySchedule schedule =
            new RetrySchedule(List.of(Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMinutes(10)), 4);

    @ParameterizedTest
    @CsvSource({"0,PT1S", "1,PT1S", "2,PT5S", "3,PT10M", "9,PT10M"})
    void afterRefusal_follows_theCurve(int attempts, Duration pause) {
        assertThat(schedule.afterRefusal(attempts, MIDDLE)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"1,PT1S", "2,PT2S", "4,PT8S", "7,PT1M", "2000,PT1M"})
    void whenUnavailable_doubles_upToAMinute(int attempts, Duration pause) {
        assertThat(RetrySchedule.whenUnavailable(attempts, MIDDLE)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"0,PT0.75S", "1,PT1.25S"})
    void afterRefusal_withJitter_staysWithinAQuarter(double random, Duration pause) {
        assertThat(schedule.afterRefusal(1, random)).isEqualTo(pause);
    }

    @ParameterizedTest
    @CsvSource({"3,false", "4,true", "5,true"})
    void isExhausted_atTheLimit_isTrue(int attempts, boolean exhausted) {
        assertThat(schedule.isExhausted(attempts)).isEqualTo(exhausted);
    }

    @Test
    void schedule_withoutAttempts_isRefused() {
        assertThatThrownBy(() -> new RetrySchedule(List.of(Duration.ofSeconds(1)), 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
