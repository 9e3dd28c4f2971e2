package dev.holdfast.risk.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.signal.Evidence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryBytesTest {

    private static final String CLIENT = "a-client-of-usual-length";
    private static final String KEY_ID = "0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0";

    private static final SessionHistory EMPTY =
            new SessionHistory(CLIENT, KEY_ID, Observations.START, List.of(), List.of(), 0, 0, Optional.empty());

    private static SessionHistory observed(SessionHistory history, Observation observation, Outcome outcome) {
        SessionHistory observed = new HistoryUpdate.Observe(CLIENT, KEY_ID, observation).apply(history);
        SessionHistory concluded =
                new HistoryUpdate.Conclude(observation.id(), outcome, Optional.empty()).apply(observed);
        return Objects.requireNonNull(concluded);
    }

    private static SessionHistory stored(SessionHistory history) {
        return HistoryBytes.read(HistoryBytes.write(history)).orElseThrow();
    }

    private static Outcome usualOutcome(int number) {
        return new Outcome(
                "allow",
                List.of(
                        new Evidence("network-change", Evidence.Group.NETWORK, -0.4312, "usual address", false),
                        new Evidence(
                                "client-stack",
                                Evidence.Group.CLIENT,
                                -0.2001,
                                "usual client: python-requests 2",
                                false),
                        new Evidence("cadence", Evidence.Group.TIME, 0.1, "usual pause: 300 s", false),
                        new Evidence(
                                "token-line", Evidence.Group.BINDING, -0.3, "next of its line: " + number, false)));
    }

    private static SessionHistory quiet() {
        SessionHistory history = EMPTY;
        for (int i = 0; i < 50; i++) {
            Observation observation = Observations.usual(Observations.hash(1_000 + i), i);
            history = observed(history, observation, usualOutcome(i));
        }
        return history;
    }

    @Test
    void write_quietSession_keepsAllObservationsWithTheirScores() {
        SessionHistory history = quiet();
        SessionHistory stored = stored(history);
        assertThat(stored.accepted()).hasSize(SessionHistory.ACCEPTED);
        for (int i = 0; i < SessionHistory.ACCEPTED; i++) {
            PastObservation past = stored.accepted().get(i);
            assertThat(past.observation()).isEqualTo(history.accepted().get(i).observation());
            assertThat(past.outcome().orElseThrow().scoreNats()).isCloseTo(-0.8313, within());
        }
        assertThat(stored.accepted().get(31).outcome().orElseThrow().reasons())
                .containsExactlyElementsOf(usualOutcome(49).reasons().stream()
                        .sorted(Comparator.comparingDouble((Evidence e) -> -Math.abs(e.weightNats())))
                        .toList());
    }

    private static Offset<Double> within() {
        return Offset.offset(1e-9);
    }

    /** Ten thousand requests of somebody who knows the form and sends the worst for it. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void write_hostileObservations_staysWithinTheBound(long seed) {
        Random random = new Random(seed);
        SessionHistory history = EMPTY;
        int fewestAccepted = SessionHistory.ACCEPTED;
        for (int i = 0; i < 2_500; i++) {
            Observation observation = Observations.hostile(random);
            Outcome outcome = Observations.hostileOutcome(random);
            SessionHistory updated = random.nextInt(3) == 0
                    ? new HistoryUpdate.Refuse(CLIENT, KEY_ID, observation, outcome, random.nextInt(50) == 0)
                            .apply(history)
                    : observed(history, observation, outcome);
            byte[] bytes = HistoryBytes.write(updated);
            assertThat(bytes.length).isLessThanOrEqualTo(HistoryBytes.MOST);
            history = HistoryBytes.read(bytes).orElseThrow();
            if (i % 10 == 0) {
                assertThat(HistoryBytes.write(history))
                        .as("what was read is written the same")
                        .isEqualTo(bytes);
            }
            if (i > 100) {
                fewestAccepted = Math.min(fewestAccepted, history.accepted().size());
                assertThat(history.refused()).isNotEmpty();
            }
        }
        assertThat(fewestAccepted).isGreaterThanOrEqualTo(2);
    }

    @Test
    void write_hostileRefusals_takeNothingFromWhatWasAccepted() {
        Random random = new Random(7);
        SessionHistory before = stored(quiet());
        SessionHistory history = before;
        for (int i = 0; i < 500; i++) {
            history = stored(new HistoryUpdate.Refuse(
                            CLIENT, KEY_ID, Observations.hostile(random), Observations.hostileOutcome(random), false)
                    .apply(history));
        }
        assertThat(history.accepted()).isEqualTo(before.accepted());
        assertThat(history.refusedTotal()).isEqualTo(500);
    }

    @Test
    void write_valuesThatLeftTheRing_leaveNothingBehind() {
        Random random = new Random(8);
        SessionHistory history = EMPTY;
        for (int i = 0; i < 100; i++) {
            history = stored(observed(history, Observations.hostile(random), new Outcome("allow", List.of())));
        }
        for (int i = 0; i < 50; i++) {
            history = stored(observed(history, Observations.usual(Observations.hash(i), i), usualOutcome(i)));
        }
        assertThat(history.accepted()).hasSize(SessionHistory.ACCEPTED);
        SessionHistory quietOnly = EMPTY;
        for (int i = 0; i < 50; i++) {
            quietOnly = stored(observed(quietOnly, Observations.usual(Observations.hash(i), i), usualOutcome(i)));
        }
        assertThat(history.accepted()).isEqualTo(quietOnly.accepted());
        assertThat(HistoryBytes.write(history)).hasSizeLessThan(HistoryBytes.write(quietOnly).length + 8);
    }

    /** What a caller can choose freely is his address and his headers; names come from Keycloak and its administrators. */
    @ParameterizedTest
    @CsvSource({"true,7", "false,18"})
    void write_allDifferentAddressesAndClients_keepsTheNewest(boolean otherClients, int least) {
        Random random = new Random(11);
        SessionHistory history = EMPTY;
        for (int i = 0; i < 1_000; i++) {
            history = stored(observed(
                    history, Observations.roaming(random, i, otherClients), Observations.hostileOutcome(random)));
            int kept = history.accepted().size();
            assertThat(kept).isGreaterThanOrEqualTo((int) Math.min(history.acceptedTotal(), least));
        }
    }

    @Test
    void write_invariant_isTheLastReasonToGo() {
        Evidence invariant = new Evidence("wrong-key", Evidence.Group.BINDING, 0.5, "another key", true);
        Random random = new Random(9);
        SessionHistory history = EMPTY;
        for (int i = 0; i < 8; i++) {
            List<Evidence> reasons = new ArrayList<>(Observations.hostileOutcome(random).reasons().stream()
                    .map(e -> new Evidence(e.signal(), e.group(), 9, e.text(), false))
                    .toList());
            reasons.add(invariant);
            history = stored(new HistoryUpdate.Refuse(
                            CLIENT, KEY_ID, Observations.hostile(random), new Outcome("revoke", reasons), true)
                    .apply(history));
        }
        PastObservation newest = history.refused().get(history.refused().size() - 1);
        assertThat(newest.outcome().orElseThrow().reasons()).contains(invariant);
    }

    @Test
    void write_longestNames_leaveRoomForTheNewestObservation() {
        Random random = new Random(10);
        String longest = "\u20ac".repeat(4_000);
        SessionHistory history = EMPTY;
        for (int i = 0; i < 50; i++) {
            Observation observation = Observations.hostile(random);
            SessionHistory updated =
                    new HistoryUpdate.Observe(longest, longest.substring(0, 85), observation).apply(history);
            byte[] bytes = HistoryBytes.write(updated);
            assertThat(bytes.length).isLessThanOrEqualTo(HistoryBytes.MOST);
            history = HistoryBytes.read(bytes).orElseThrow();
            assertThat(history.accepted()
                            .get(history.accepted().size() - 1)
                            .observation()
                            .id())
                    .isEqualTo(observation.id());
        }
    }

    @Test
    void write_idThatIsTooLong_isRefused() {
        SessionHistory history =
                new HistoryUpdate.Observe(CLIENT, KEY_ID, Observations.usual("x".repeat(41), 1)).apply(null);
        assertThatThrownBy(() -> HistoryBytes.write(history)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void read_otherVersion_isEmpty() {
        assertThat(HistoryBytes.read(new byte[] {2, 0, 0})).isEmpty();
        assertThat(HistoryBytes.read(new byte[0])).isEmpty();
    }

    @Test
    void read_update_isWhatWasWritten() {
        Observation observation = Observations.usual(3);
        Outcome outcome = new Outcome("refuse", List.of(new Evidence("s", Evidence.Group.TIME, 1.5, "late", true)));
        Instant end = Observations.START;
        for (HistoryUpdate update : List.of(
                new HistoryUpdate.Observe(CLIENT, KEY_ID, observation),
                new HistoryUpdate.Refuse(CLIENT, KEY_ID, observation, outcome, false),
                new HistoryUpdate.Refuse(CLIENT, KEY_ID, observation, outcome, true),
                new HistoryUpdate.Conclude("o3", outcome, Optional.empty()),
                new HistoryUpdate.Conclude("o3", outcome, Optional.of(end)))) {
            assertThat(UpdateBytes.read(UpdateBytes.write(update))).isEqualTo(update);
        }
    }
}
