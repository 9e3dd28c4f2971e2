package dev.holdfast.risk.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.InMemorySessionHistories;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.live.Assessment;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.profile.InMemoryIdentityProfiles;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Signal;
import dev.holdfast.risk.signal.Situation;
import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The extension point {@code risk-signal}: one class more, and nothing worse if it is a bad one. */
class GuardedSignalTest {

    private record Additional(Function<Situation, Optional<Evidence>> weigh)
            implements RiskSignalProviderFactory, Signal {

        @Override
        public Signal signal() {
            return this;
        }

        @Override
        public String name() {
            return "maintenance-window";
        }

        @Override
        public Evidence.Group group() {
            return Evidence.Group.REQUEST;
        }

        @Override
        public String description() {
            return "Whether the request comes in a window of maintenance.";
        }

        @Override
        public Optional<Evidence> weigh(Situation situation) {
            return weigh.apply(situation);
        }
    }

    private static Judgement judge(Function<Situation, Optional<Evidence>> weigh) {
        Additional additional = new Additional(weigh);
        assertThat(additional.getId()).isEqualTo("maintenance-window");
        Assessment assessment = new Assessment(
                new RiskEngine(List.of(new GuardedSignal(additional.signal()))),
                new InMemorySessionHistories(10),
                new InMemoryIdentityProfiles(10),
                new LiveIdentities(10));
        return assessment
                .assess(
                        new SessionHistories.Subject("s", "i", "client", "k", Duration.ofDays(1), true),
                        new Observation(
                                "o1",
                                Instant.parse("2026-11-20T00:00:00Z"),
                                "refresh_token",
                                new NetworkOrigin("a", "b", "c", new Network("a cloud", Network.Kind.CLOUD)),
                                new ClientStack("runner", "4", "g", "h", ""),
                                Optional.empty(),
                                KeyProof.NONE,
                                TokenAsk.NONE,
                                Optional.empty()),
                        Standing.NONE,
                        RiskSettings.DEFAULT,
                        false)
                .judgement();
    }

    private static Optional<Evidence> weighing(double nats) {
        return Optional.of(new Evidence("another name", Evidence.Group.NETWORK, nats, "no window is announced", false));
    }

    @Test
    void weigh_ofAnAdditionalSignal_countsUnderItsNameAndGroup() {
        assertThat(judge(any -> weighing(3)).reasons())
                .containsExactly(
                        new Evidence("maintenance-window", Evidence.Group.REQUEST, 3, "no window is announced", false));
    }

    @ParameterizedTest
    @ValueSource(doubles = {1e9, -1e9})
    void weigh_farTooMuch_isCapped(double nats) {
        assertThat(judge(any -> weighing(nats)).reasons())
                .singleElement()
                .satisfies(reason ->
                        assertThat(Math.abs(reason.weightNats())).isEqualTo(RiskSettings.DEFAULT.mostWeightNats()));
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void weigh_noNumber_isLeftOut(double nats) {
        assertThat(judge(any -> weighing(nats)).reasons()).isEmpty();
    }

    @Test
    void weigh_thatFails_isLeftOut() {
        assertThat(judge(any -> {
                            throw new IllegalStateException("broken");
                        })
                        .reasons())
                .isEmpty();
    }
}
