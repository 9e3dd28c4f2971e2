package dev.holdfast.binding.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SeenKeyRingTest {

    private static final long HOUR = 3600;

    private static SeenKeyRing empty() {
        return new SeenKeyRing(List.of());
    }

    @Test
    void use_keyUsedBefore_isAcceptedPastTheLimit() {
        SeenKeyRing ring = empty().use("k1", 100, 1, HOUR);
        assertThat(ring.use("k1", 200, 1, HOUR).contains("k1")).isTrue();
    }

    @Test
    void use_oneKeyMoreThanTheLimit_isNotRemembered() {
        SeenKeyRing ring =
                empty().use("k1", 100, 2, HOUR).use("k2", 200, 2, HOUR).use("k3", 300, 2, HOUR);
        assertThat(ring.contains("k3")).isFalse();
        assertThat(ring.contains("k1")).isTrue();
    }

    @Test
    void use_newKeyAfterThePeriod_isRemembered() {
        SeenKeyRing ring = empty().use("k1", 100, 1, HOUR);
        assertThat(ring.use("k2", 100 + HOUR, 1, HOUR).contains("k2")).isTrue();
    }

    @Test
    void use_refusedKeyTriedAgain_doesNotDisplaceAnything() {
        SeenKeyRing ring = empty().use("k1", 100, 1, HOUR);
        for (int i = 0; i < 1000; i++) {
            ring = ring.use("thief-" + i, 101 + i, 1, HOUR);
        }
        assertThat(ring).isEqualTo(empty().use("k1", 100, 1, HOUR));
    }

    @Test
    void use_tenThousandKeys_staysBoundedAndKeepsTheNewest() {
        SeenKeyRing ring = empty();
        for (int i = 0; i < 10_000; i++) {
            ring = ring.use("k" + i, i, Integer.MAX_VALUE, HOUR);
        }
        assertThat(ring.keys()).hasSize(SeenKeyRing.CAPACITY);
        assertThat(ring.contains("k9999")).isTrue();
    }

    @Test
    void use_sameUsesTwice_givesTheSameRing() {
        Random random = new Random(7);
        SeenKeyRing once = empty();
        SeenKeyRing twice = empty();
        for (int i = 0; i < 500; i++) {
            String key = "k" + random.nextInt(100);
            once = once.use(key, i, 20, 100);
            twice = twice.use(key, i, 20, 100).use(key, i, 20, 100);
        }
        assertThat(twice).isEqualTo(once);
    }
}
