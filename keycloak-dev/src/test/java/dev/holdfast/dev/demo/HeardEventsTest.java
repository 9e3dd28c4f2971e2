package dev.holdfast.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.demo.HeardEvents.Heard;
import dev.holdfast.events.EventType;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class HeardEventsTest {

    private static final Duration LONG = Duration.ofSeconds(30);

    private final HeardEvents events = new HeardEvents();
    private final Heard revoked = new Heard(EventType.SESSION_REVOKED, Optional.empty(), 1);

    @Test
    void event_thatCameBefore_isFoundAtOnce() {
        events.add(revoked);

        assertThat(events.await(EventType.SESSION_REVOKED, 0, LONG)).contains(revoked);
    }

    @Test
    void event_thatComesLater_wakesTheOneWhoWaits() {
        CompletableFuture<Optional<Heard>> waiting =
                CompletableFuture.supplyAsync(() -> events.await(EventType.SESSION_REVOKED, 0, LONG));
        events.add(revoked);

        assertThat(waiting.join()).contains(revoked);
    }

    @Test
    void event_ofAnotherTypeOrFromBefore_isNotTakenForIt() {
        events.add(revoked);

        assertThat(events.await(EventType.CREDENTIAL_COMPROMISE, 0, Duration.ofMillis(1)))
                .isEmpty();
        assertThat(events.await(EventType.SESSION_REVOKED, events.count(), Duration.ofMillis(1)))
                .isEmpty();
    }
}
