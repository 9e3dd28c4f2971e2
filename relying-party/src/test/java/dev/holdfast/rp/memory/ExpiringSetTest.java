package dev.holdfast.rp.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.rp.testing.TestClock;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ExpiringSetTest {

    private final TestClock clock = new TestClock();
    private final ExpiringSet set = new ExpiringSet(2, clock);

    @Test
    void add_knownName_isRefusedUntilItExpires() {
        assertThat(set.add("a", clock.instant().plusSeconds(5))).isTrue();
        assertThat(set.add("a", clock.instant().plusSeconds(9))).isFalse();
        clock.advance(Duration.ofSeconds(5));
        assertThat(set.add("a", clock.instant().plusSeconds(5))).isTrue();
    }

    @Test
    void add_full_forgetsWhatExpiresFirst() {
        set.add("late", clock.instant().plusSeconds(9));
        set.add("early", clock.instant().plusSeconds(5));
        set.add("middle", clock.instant().plusSeconds(7));
        assertThat(set.size()).isEqualTo(2);
        assertThat(set.add("late", clock.instant().plusSeconds(9))).isFalse();
    }

    @Test
    void remove_knownName_makesItNew() {
        set.add("a", clock.instant().plusSeconds(5));
        set.remove("a");
        assertThat(set.size()).isZero();
        assertThat(set.add("a", clock.instant().plusSeconds(5))).isTrue();
    }
}
