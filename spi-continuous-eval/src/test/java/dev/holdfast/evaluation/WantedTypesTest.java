package dev.holdfast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WantedTypesTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_700_000_000);

    private final WantedTypes wanted = new WantedTypes();
    private final AtomicInteger searches = new AtomicInteger();

    @Test
    void answer_isRememberedForAWhileAndForItsRealmOnly() {
        assertThat(ask("a", NOW)).containsExactly("1");
        assertThat(ask("a", NOW.plus(WantedTypes.FRESH).minusNanos(1))).containsExactly("1");
        assertThat(ask("b", NOW)).containsExactly("2");
        assertThat(ask("a", NOW.plus(WantedTypes.FRESH))).containsExactly("3");
    }

    private Set<String> ask(String realm, Instant at) {
        return wanted.of(realm, at, () -> Set.of(String.valueOf(searches.incrementAndGet())));
    }
}
