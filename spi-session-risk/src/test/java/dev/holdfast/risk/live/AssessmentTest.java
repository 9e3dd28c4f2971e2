package dev.holdfast.risk.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.InMemorySessionHistories;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.profile.InMemoryIdentityProfiles;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Signals;
import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AssessmentTest {

    private static final Instant START = Instant.parse("2026-11-16T09:00:00Z");
    private static final NetworkOrigin CLOUD =
            new NetworkOrigin("a", "p", "b", new Network("a cloud", Network.Kind.CLOUD));
    private static final NetworkOrigin OTHER_CLOUD =
            new NetworkOrigin("x", "y", "z", new Network("another cloud", Network.Kind.CLOUD));
    private static final NetworkOrigin HOST =
            new NetworkOrigin("h", "i", "j", new Network("a host", Network.Kind.HOSTING));
    private static final ClientStack RUNNER = new ClientStack("runner", "4", "g", "h", "");

    private final Assessment assessment = new Assessment(
            new RiskEngine(Signals.all()),
            new InMemorySessionHistories(1_000),
            new InMemoryIdentityProfiles(100),
            new LiveIdentities(100));
    private int number;

    private Judgement ask(String session, int minute, NetworkOrigin from, boolean bound) {
        Observation observation = new Observation(
                "o" + number++,
                START.plus(Duration.ofMinutes(minute)),
                "refresh_token",
                from,
                RUNNER,
                bound ? Optional.of(KeyThumbprint.dpop("A".repeat(42) + session)) : Optional.empty(),
                KeyProof.NONE,
                TokenAsk.NONE,
                Optional.empty());
        return assessment
                .assess(
                        new SessionHistories.Subject(session, "identity", "client", "k1", Duration.ofDays(1), true),
                        observation,
                        Standing.NONE,
                        RiskSettings.DEFAULT,
                        false)
                .judgement();
    }

    private void calm(int sessions, int requests, boolean bound) {
        for (int i = 0; i < requests; i++) {
            for (int s = 0; s < sessions; s++) {
                assertThat(ask(String.valueOf(s), i * 5, CLOUD, bound).decision())
                        .isEqualTo(new Decision.Allow());
            }
        }
    }

    @Test
    void assess_fleetThatMovesWithItsKeys_isAdoptedWithoutRevocation() {
        calm(6, 50, true);
        List<String> answers = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            for (int s = 0; s < 6; s++) {
                answers.add(ask(String.valueOf(s), 250 + i * 5, OTHER_CLOUD, true)
                        .decision()
                        .word());
            }
        }
        assertThat(answers).doesNotContain("revoke");
        assertThat(answers.stream().filter("rebind"::equals).count()).isLessThanOrEqualTo(1);
        assertThat(answers.subList(6, answers.size())).containsOnly("allow");
    }

    @Test
    void assess_fleetOfBearersThatMoves_isAdoptedToo() {
        calm(6, 50, false);
        List<String> answers = new ArrayList<>();
        for (int s = 0; s < 6; s++) {
            answers.add(
                    ask(String.valueOf(s), 250, OTHER_CLOUD, false).decision().word());
        }
        assertThat(answers).doesNotContain("revoke", "rebind");
        assertThat(answers.subList(2, 6)).containsOnly("allow");
    }

    @Test
    void assess_oneKindOfEvidence_neverRevokes() {
        calm(1, 200, false);
        Judgement judgement = ask("0", 1_005, HOST, false);
        assertThat(judgement.decision()).isNotInstanceOf(Decision.Allow.class).isNotInstanceOf(Decision.Revoke.class);
    }

    @Test
    void assess_identityThatRoams_isJudgedByItsOwnVolatility() {
        for (int i = 0; i < 300; i++) {
            ask("0", i * 5, i % 3 == 0 ? OTHER_CLOUD : CLOUD, true);
        }
        assertThat(ask("0", 1_505, OTHER_CLOUD, true).decision()).isEqualTo(new Decision.Allow());
    }

    @Test
    void assess_tenSlowStepsOfAnAttacker_moveNoLaterScoreByMoreThanOneNat() {
        calm(1, 100, true);
        NetworkOrigin lair = new NetworkOrigin("l", "m", "n", new Network("a cloud", Network.Kind.CLOUD));
        ask("0", 600, CLOUD, true);
        double first = ask("0", 605, lair, true).toOutcome().scoreNats();
        double later = first;
        for (int i = 1; i <= 10; i++) {
            ask("0", 600 + i * 1_440, CLOUD, true);
            NetworkOrigin next = new NetworkOrigin("l" + i, "m" + i, "n", new Network("a cloud", Network.Kind.CLOUD));
            later = ask("0", 605 + i * 1_440, next, true).toOutcome().scoreNats();
        }
        assertThat(first - later).isLessThanOrEqualTo(1);
    }

    @Test
    void assess_reasons_addUpToTheScore() {
        calm(1, 30, false);
        Judgement judgement = ask("0", 999, HOST, false);
        assertThat(judgement.toOutcome().scoreNats())
                .isEqualTo(
                        judgement.reasons().stream()
                                .mapToDouble(Evidence::weightNats)
                                .sum(),
                        within(1e-9));
    }

    @Test
    void assess_manySessionsOfOneIdentity_isBounded() {
        for (int s = 0; s < 10_000; s++) {
            ask(String.valueOf(s), s / 100, CLOUD, false);
        }
        assertThat(ask("last", 101, CLOUD, false).decision()).isEqualTo(new Decision.Allow());
    }
}
