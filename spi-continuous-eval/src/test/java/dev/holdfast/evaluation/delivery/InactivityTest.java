package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class InactivityTest {

    private static final Instant NOTED = Instant.ofEpochSecond(1_700_000_000);

    @Test
    void timeout_isOver_onlyWhenNoLaterCallCanHaveGoneUnnoted() {
        Inactivity hour = new Inactivity(Duration.ofHours(1));
        Instant end = NOTED.plus(Duration.ofHours(1)).plus(Inactivity.NOTED_EVERY);
        assertThat(hour.isOver(NOTED, NOTED.plus(Duration.ofHours(1)))).isFalse();
        assertThat(hour.isOver(NOTED, end)).isFalse();
        assertThat(hour.isOver(NOTED, end.plusSeconds(1))).isTrue();
    }
}
