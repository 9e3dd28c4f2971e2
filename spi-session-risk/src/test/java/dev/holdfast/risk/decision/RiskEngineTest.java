package dev.holdfast.risk.decision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.signal.ClientStackChange;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.NetworkChange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RiskEngineTest {

    private static final Network CLOUD = new Network("a cloud", Network.Kind.CLOUD);
    private static final Network HOME = new Network("an access line", Network.Kind.RESIDENTIAL);
    private static final ClientStack RUNNER = new ClientStack("ci-runner", "4", "h", "");
    private static final ClientStack SCRIPT = new ClientStack("python-requests", "2", "i", "");
    private final RiskEngine engine = new RiskEngine(List.of(new NetworkChange(), new ClientStackChange()));

    private static Observation observation(
            int number, String address, Network network, ClientStack stack, boolean key) {
        return new Observation(
                "o" + number,
                Instant.ofEpochSecond(number),
                "refresh_token",
                new NetworkOrigin(address, address + "p", network),
                stack,
                key ? Optional.of(KeyThumbprint.dpop("A".repeat(43))) : Optional.empty());
    }

    private static SessionHistory history(List<Observation> observations) {
        return new SessionHistory(
                "client",
                "k1",
                Instant.EPOCH,
                observations.stream()
                        .map(observation -> new PastObservation(observation, Optional.empty()))
                        .toList(),
                List.of(),
                observations.size(),
                0,
                Optional.empty());
    }

    private Judgement judge(List<Observation> past, Observation current) {
        List<Observation> all = new ArrayList<>(past);
        all.add(current);
        return engine.judge(current, history(all), RiskSettings.DEFAULT);
    }

    private static List<Observation> calm(int count) {
        List<Observation> past = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            past.add(observation(i, "a", CLOUD, RUNNER, true));
        }
        return past;
    }

    @Test
    void judge_firstRequest_hasNothingToCompareWith() {
        Judgement judgement = judge(List.of(), observation(0, "a", CLOUD, RUNNER, true));
        assertThat(judgement.decision()).isEqualTo(new Decision.Allow());
        assertThat(judgement.reasons()).isEmpty();
    }

    @Test
    void judge_sameAsAlways_isAllowed() {
        assertThat(judge(calm(5), observation(9, "a", CLOUD, RUNNER, true)).decision())
                .isEqualTo(new Decision.Allow());
    }

    @Test
    void judge_otherNetworkAndProgramWithTheKey_isNotAllowedUnnoticed() {
        Judgement judgement = judge(calm(5), observation(9, "z", HOME, SCRIPT, true));
        assertThat(judgement.decision()).isNotInstanceOf(Decision.Allow.class).isNotInstanceOf(Decision.Revoke.class);
        assertThat(judgement.reasons())
                .extracting(Evidence::text)
                .contains(
                        "client changed from ci-runner 4 to python-requests 2",
                        "moved from a cloud (cloud) to an access line (residential)");
    }

    @Test
    void judge_otherNetworkAndProgramAsBearer_isRevokedByTwoKindsOfEvidence() {
        assertThat(judge(calm(20), observation(99, "z", HOME, SCRIPT, false)).decision())
                .isEqualTo(new Decision.Revoke());
    }

    @Test
    void judge_oneKindOfEvidence_neverRevokes() {
        RiskSettings eager =
                new RiskSettings(dev.holdfast.binding.Mode.ENFORCE, 1, 2, 3, RiskSettings.DEFAULT.restrictedLifetime());
        List<Observation> all = new ArrayList<>(calm(20));
        Observation moved = observation(99, "z", HOME, RUNNER, false);
        all.add(moved);
        assertThat(engine.judge(moved, history(all), eager).decision()).isEqualTo(new Decision.Rebind());
    }

    @Test
    void judge_identityThatAlwaysRoams_isJudgedByItsOwnVolatility() {
        List<Observation> roaming = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            roaming.add(observation(i, "a" + i, i % 2 == 0 ? HOME : CLOUD, RUNNER, false));
        }
        assertThat(judge(roaming, observation(99, "z", HOME, RUNNER, false)).decision())
                .isEqualTo(new Decision.Allow());
    }

    @Test
    void toOutcome_reasons_addUpToTheScore() {
        Judgement judgement = judge(calm(5), observation(9, "z", HOME, SCRIPT, true));
        double sum =
                judgement.reasons().stream().mapToDouble(Evidence::weightNats).sum();
        assertThat(judgement.toOutcome().scoreNats()).isEqualTo(sum, within(1e-9));
    }

    @Test
    void judge_sameInputTwice_isTheSame() {
        Observation current = observation(9, "z", HOME, SCRIPT, true);
        assertThat(judge(calm(5), current)).isEqualTo(judge(calm(5), current));
    }
}
