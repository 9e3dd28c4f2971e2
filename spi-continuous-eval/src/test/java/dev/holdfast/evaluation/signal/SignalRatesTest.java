package dev.holdfast.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SignalRatesTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final SignalRates rates = new SignalRates(100);

    @Test
    void allows_flood_lessThanTheLimitGetsThroughInAMinute() {
        long passed = IntStream.range(0, 1_000)
                .filter(i -> rates.allows("a", 5, NOW.plusMillis(i)))
                .count();

        assertThat(passed).isEqualTo(5);
        assertThat(rates.allows("b", 5, NOW)).isTrue();
        assertThat(rates.allows("a", 5, NOW.plusSeconds(59))).isFalse();
        assertThat(rates.allows("a", 5, NOW.plusSeconds(60))).isTrue();
    }

    /** As sightings of a session are counted. */
    @Test
    void allows_oneInAMinute_isAgainAfterAMinuteFromTheOneThatWasAllowed() {
        assertThat(rates.allows("session", 1, NOW)).isTrue();
        assertThat(rates.allows("session", 1, NOW.plusSeconds(1))).isFalse();
        assertThat(rates.allows("session", 1, NOW.plusMillis(59_999))).isFalse();
        assertThat(rates.allows("session", 1, NOW.plusSeconds(60))).isTrue();
        assertThat(rates.allows("session", 1, NOW.plusSeconds(119))).isFalse();
        assertThat(rates.allows("session", 1, NOW.plusSeconds(120))).isTrue();
    }

    @Test
    void allows_manyNames_forgetsTheLongestUnused() {
        rates.allows("a", 1, NOW);
        IntStream.range(0, 100).forEach(i -> rates.allows("other " + i, 1, NOW));

        assertThat(rates.allows("a", 1, NOW)).isTrue();
        assertThat(rates.allows("other 99", 1, NOW)).isFalse();
    }
}
