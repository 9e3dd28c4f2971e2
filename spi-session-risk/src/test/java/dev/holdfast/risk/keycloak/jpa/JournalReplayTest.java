package dev.holdfast.risk.keycloak.jpa;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.Mode;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.Decision;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.InMemorySessionHistories;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalEntry.Course;
import dev.holdfast.risk.live.Assessed;
import dev.holdfast.risk.live.Assessment;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.profile.InMemoryIdentityProfiles;
import dev.holdfast.risk.replay.PolicyComparison;
import dev.holdfast.risk.replay.PolicyReplay;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Signals;
import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A journalled decision can be made again: from a state that begins with the journal, to the same score. */
class JournalReplayTest {

    private static final int REQUESTS = 1_500;
    private static final String REALM = "realm";
    private static final List<NetworkOrigin> PLACES = List.of(
            new NetworkOrigin("a1", "p1", "b1", new Network("a cloud", Network.Kind.CLOUD)),
            new NetworkOrigin("a2", "p1", "b1", new Network("a cloud", Network.Kind.CLOUD)),
            new NetworkOrigin("a3", "p3", "b3", new Network("another cloud", Network.Kind.CLOUD)),
            new NetworkOrigin("a4", "p4", "b4", new Network("a home", Network.Kind.RESIDENTIAL)));
    private static final List<ClientStack> STACKS = List.of(
            new ClientStack("runner", "4", "g", "h", ""),
            new ClientStack("runner", "5", "g5", "h", ""),
            new ClientStack("curl", "8", "c", "i", ""));

    /** A node that judges and journals: three identities with four sessions each, among them thieves and moves. */
    private static final class Node {

        private final InMemorySessionHistories histories = new InMemorySessionHistories(10_000);
        private final Assessment assessment = new Assessment(
                new RiskEngine(Signals.all()), histories, new InMemoryIdentityProfiles(100), new LiveIdentities(100));
        private final List<JournalEntry> journal = new ArrayList<>();
        private final Random random;
        private Instant now = Instant.parse("2026-11-16T09:00:00Z");

        Node(long seed) {
            random = new Random(seed);
        }

        List<JournalEntry> work() {
            for (int i = 0; i < REQUESTS; i++) {
                now = now.plusMillis(1_000 + random.nextInt(40_000));
                request(i, "client" + random.nextInt(3), random.nextInt(4));
            }
            return journal;
        }

        private void request(int i, String client, int instance) {
            boolean odd = random.nextInt(40) == 0;
            NetworkOrigin place = PLACES.get(odd ? random.nextInt(PLACES.size()) : random.nextInt(2));
            ClientStack stack = STACKS.get(odd ? random.nextInt(STACKS.size()) : i > REQUESTS / 2 ? 1 : 0);
            KeyThumbprint key = KeyThumbprint.dpop("A".repeat(42) + instance);
            SessionHistories.Subject subject = new SessionHistories.Subject(
                    SessionKey.ofSession(REALM, client + "-" + instance + "-" + i / 400),
                    SessionKey.ofIdentity(REALM, client, ""),
                    client,
                    "kid",
                    Duration.ofHours(10),
                    true);
            Observation observation = new Observation(
                    "o" + i,
                    now,
                    "refresh_token",
                    place,
                    stack,
                    instance == 3 ? Optional.empty() : Optional.of(key),
                    new KeyProof(
                            Optional.empty(),
                            OptionalDouble.of((double) random.nextInt(900)),
                            random.nextInt(20) == 0
                                    ? OptionalDouble.of(20.0 + random.nextInt(300))
                                    : OptionalDouble.empty()),
                    new TokenAsk("client-secret", odd ? List.of("admin", "read") : List.of("read"), List.of()),
                    instance == 2 ? Optional.of(Generation.presented(i / 3)) : Optional.empty());
            if (random.nextInt(200) == 0) {
                refuse(subject, observation);
            } else {
                judge(subject, observation);
            }
        }

        private void judge(SessionHistories.Subject subject, Observation observation) {
            boolean answered = random.nextInt(100) == 0;
            boolean ends = random.nextBoolean();
            Standing told = random.nextInt(100) == 0
                    ? Standing.told(
                            Optional.empty(), Optional.empty(), List.of(new Standing.Report(2.5, "an API has doubts")))
                    : Standing.NONE;
            if (answered) {
                assessment.rebound(subject, observation, true);
            }
            Assessed assessed = assessment.assess(subject, observation, told, RiskSettings.DEFAULT, ends);
            boolean ended = ends && assessed.judgement().decision() instanceof Decision.Revoke;
            note(
                    subject,
                    observation,
                    told,
                    new Course(true, answered, ended),
                    assessed.judgement().toOutcome());
        }

        private void refuse(SessionHistories.Subject subject, Observation observation) {
            Outcome outcome = new Outcome(
                    "refuse", List.of(new Evidence("bound-to-bearer", Evidence.Group.BINDING, 12, "no key", true)));
            histories.refuse(subject, observation, outcome, false);
            note(subject, observation, Standing.NONE, new Course(false, false, false), outcome);
        }

        /** Through the stored form: what it does not keep, the replay does not know. */
        private void note(
                SessionHistories.Subject subject,
                Observation observation,
                Standing told,
                Course course,
                Outcome outcome) {
            journal.add(DecisionDocument.read(DecisionDocument.write(new JournalEntry(
                    REALM, subject, observation, told, course, Mode.ENFORCE, RiskSettings.DEFAULT, outcome))));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void replay_ofAJournalFromItsBeginning_reproducesEveryScore(long seed) {
        List<JournalEntry> journal = new Node(seed).work();

        PolicyComparison comparison = replay(journal, "{}");

        assertThat(comparison.reproduced()).isEqualTo(REQUESTS);
        assertThat(comparison.replayed()).isEqualTo(comparison.recorded());
        assertThat(comparison.recorded()).containsKeys("allow", "restrict", "rebind", "refuse");
        assertThat(comparison.differing()).isZero();
    }

    @Test
    void replay_underAStricterPolicy_showsWhatItWouldHaveAnswered() {
        List<JournalEntry> journal = new Node(7).work();

        PolicyComparison comparison = replay(journal, "{\"restrict-nats\": -1, \"rebind-nats\": 2}");

        assertThat(comparison.reproduced()).isEqualTo(REQUESTS);
        assertThat(comparison.proposed().getOrDefault("allow", 0L))
                .isLessThan(comparison.recorded().get("allow"));
        assertThat(comparison.differing()).isPositive();
        assertThat(comparison.differences()).isNotEmpty().allSatisfy(difference -> {
            assertThat(difference.replayed()).isEqualTo(difference.recorded());
            assertThat(difference.proposed()).isNotEqualTo(difference.replayed());
        });
    }

    @Test
    void replay_ofAJournalWithoutItsBeginning_saysHowMuchItCouldNotReproduce() {
        List<JournalEntry> journal = new Node(7).work();

        PolicyComparison comparison = replay(journal.subList(REQUESTS / 2, REQUESTS), "{}");

        assertThat(comparison.decisions()).isEqualTo(REQUESTS / 2);
        assertThat(comparison.reproduced()).isLessThan(comparison.decisions());
        assertThat(comparison.differing()).isZero();
    }

    @Test
    void replay_underAPolicyWithAnEnvelope_findsWhatBreaksIt() {
        List<JournalEntry> journal = new Node(7).work();

        PolicyComparison comparison =
                replay(journal, "{\"envelopes\": [{\"client\": \"client0\", \"scopes\": [\"read\"]}]}");

        assertThat(comparison.proposed().get("revoke"))
                .isGreaterThan(comparison.replayed().getOrDefault("revoke", 0L));
    }

    private static PolicyComparison replay(List<JournalEntry> journal, String policy) {
        PolicyReplay replay = PolicyReplay.under(policy, 50);
        journal.stream()
                .sorted(Comparator.comparing(entry -> entry.subject().identity()))
                .forEach(replay::add);
        return replay.comparison();
    }
}
