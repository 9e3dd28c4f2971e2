package dev.holdfast.risk.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StoredHistoryTest {

    private static Observation observation(int number) {
        return new Observation(
                "o" + number,
                Instant.ofEpochMilli(number),
                "refresh_token",
                new NetworkOrigin("a", "p", "b", new Network("owner", Network.Kind.CLOUD)),
                new ClientStack("curl", "8", "g", "h", "t"),
                Optional.of(KeyThumbprint.mtls("A".repeat(43))),
                KeyProof.NONE,
                TokenAsk.NONE,
                Optional.of(new Generation(number, number, number - 1)));
    }

    private static UpdateHistory step(String step, int number, long endedAtMillis) {
        return new UpdateHistory(step, "client", "k1", StoredObservation.of(observation(number)), endedAtMillis);
    }

    private static StoredHistory apply(@Nullable StoredHistory history, UpdateHistory update) {
        return update.apply("key", history);
    }

    @Test
    void apply_sameObservationTwice_isOneObservation() {
        StoredHistory once = apply(null, step(UpdateHistory.ACCEPT, 1, 0));
        assertThat(apply(once, step(UpdateHistory.ACCEPT, 1, 0))).isEqualTo(once);
    }

    @Test
    void apply_manyRefusedAttempts_displaceNoAcceptedOne() {
        StoredHistory history = apply(null, step(UpdateHistory.ACCEPT, 0, 0));
        for (int i = 1; i <= 1000; i++) {
            history = apply(history, step(UpdateHistory.REFUSE, i, 0));
        }
        assertThat(history.accepted()).hasSize(1);
        assertThat(history.refused()).hasSize(SessionHistory.REFUSED);
        assertThat(history.refusedTotal()).isEqualTo(1000);
    }

    @Test
    void apply_manyObservations_keepsTheNewest() {
        StoredHistory history = apply(null, step(UpdateHistory.ACCEPT, 0, 0));
        for (int i = 1; i < 100; i++) {
            history = apply(history, step(UpdateHistory.ACCEPT, i, 0));
        }
        assertThat(history.accepted()).hasSize(SessionHistory.ACCEPTED);
        assertThat(history.accepted().get(SessionHistory.ACCEPTED - 1).id()).isEqualTo("o99");
        assertThat(history.acceptedTotal()).isEqualTo(100);
    }

    @Test
    void apply_conclusion_isAddedToItsObservationOnly() {
        StoredHistory history = apply(apply(null, step(UpdateHistory.ACCEPT, 1, 0)), step(UpdateHistory.ACCEPT, 2, 0));
        StoredEvidence reason = new StoredEvidence("s", "NETWORK", 1.5, "moved", false);
        UpdateHistory conclusion = new UpdateHistory(
                UpdateHistory.CONCLUDE, "client", "k1", UpdateHistory.conclusion("o2", "restrict", List.of(reason)), 0);
        SessionHistory concluded = apply(history, conclusion).toHistory();
        assertThat(concluded.accepted().get(0).outcome()).isEmpty();
        assertThat(concluded.accepted().get(1).outcome().orElseThrow().scoreNats())
                .isEqualTo(1.5);
    }

    @Test
    void apply_end_staysTheFirstOne() {
        StoredHistory ended = apply(apply(null, step(UpdateHistory.REFUSE, 1, 50)), step(UpdateHistory.REFUSE, 2, 90));
        assertThat(ended.toHistory().endedAt()).contains(Instant.ofEpochMilli(50));
    }

    @Test
    void apply_hashesOfAnotherKey_beginAnew() {
        StoredHistory history = apply(null, step(UpdateHistory.ACCEPT, 1, 0));
        UpdateHistory rotated =
                new UpdateHistory(UpdateHistory.ACCEPT, "client", "k2", StoredObservation.of(observation(2)), 0);
        assertThat(apply(history, rotated).accepted()).hasSize(1);
    }

    @Test
    void toHistory_storedObservation_isReadBack() {
        SessionHistory history = apply(null, step(UpdateHistory.ACCEPT, 1, 0)).toHistory();
        assertThat(history.accepted().get(0).observation()).isEqualTo(observation(1));
    }

    @Test
    void apply_longestValues_staysBounded() {
        StoredHistory history = apply(null, step(UpdateHistory.ACCEPT, 0, 0));
        String longest = "\u20ac".repeat(2_000);
        for (int i = 1; i < 100; i++) {
            Observation huge = new Observation(
                    longest + i,
                    Instant.ofEpochMilli(i),
                    longest,
                    new NetworkOrigin("a" + i, "p" + i, "b" + i, new Network(longest, Network.Kind.CLOUD)),
                    new ClientStack("x".repeat(40), "123456", "g", "h", "t"),
                    Optional.empty(),
                    KeyProof.NONE,
                    new TokenAsk(longest, List.of(), List.of()),
                    Optional.empty());
            StoredObservation stored = StoredObservation.of(huge)
                    .concluded("refuse", List.of(new StoredEvidence("s", "NETWORK", 1, "t".repeat(120), false)));
            history = apply(
                    history,
                    new UpdateHistory(i % 2 == 0 ? UpdateHistory.ACCEPT : UpdateHistory.REFUSE, "c", "k1", stored, 0));
        }
        int bytes = history.accepted().stream()
                        .mapToInt(StoredObservation::bytes)
                        .sum()
                + history.refused().stream().mapToInt(StoredObservation::bytes).sum();
        assertThat(bytes).isLessThanOrEqualTo(StoredHistory.MOST_BYTES);
    }
}
