package dev.holdfast.risk.infinispan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.history.Observations;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.profile.IdentityProfiles;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import dev.holdfast.risk.profile.ProfileBytes;
import dev.holdfast.risk.signal.Evidence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every store of histories and profiles does; with several nodes, each call goes to the next one. */
abstract class StoresContract {

    /** The stores as one node sees them. */
    record Node(SessionHistories histories, IdentityProfiles profiles) {}

    static final int THREADS = 8;
    private static final int EACH = 40;
    private static final Evidence MOVED = new Evidence("network-change", Evidence.Group.NETWORK, 4.25, "moved", false);

    private final AtomicInteger calls = new AtomicInteger();
    final String session = "realm|sid|" + UUID.randomUUID();

    /** All nodes, in one cluster or of one server. */
    abstract List<Node> nodes();

    private Node next() {
        return nodes().get(calls.getAndIncrement() % nodes().size());
    }

    private SessionHistories.Subject subject(String hashKeyId, Duration lifespan) {
        return new SessionHistories.Subject(session, "realm|client|", "client", hashKeyId, lifespan, true);
    }

    final SessionHistories.Subject subject() {
        return subject("k1", Duration.ofMinutes(10));
    }

    private SessionHistory observe(int number) {
        return next().histories().observe(subject(), Observations.usual(number));
    }

    private SessionHistory find() {
        return found(next());
    }

    private SessionHistory found(Node node) {
        return node.histories().find(session).orElseThrow();
    }

    static void await(BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited for 20 s").isLessThan(deadline);
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    /** A reader may meet a change that is not on all nodes yet. */
    private void awaitEverywhere(Predicate<Node> condition) throws InterruptedException {
        await(() -> nodes().stream().allMatch(condition));
    }

    private static List<String> ids(List<PastObservation> ring) {
        return ring.stream().map(past -> past.observation().id()).toList();
    }

    @Test
    void observe_firstRequest_beginsTheHistoryWithIt() {
        SessionHistory history = observe(1);
        assertThat(history.clientId()).isEqualTo("client");
        assertThat(history.hashKeyId()).isEqualTo("k1");
        assertThat(history.startedAt()).isEqualTo(Observations.usual(1).at());
        assertThat(history.accepted()).containsExactly(new PastObservation(Observations.usual(1), Optional.empty()));
        assertThat(history.acceptedTotal()).isEqualTo(1);
        assertThat(find()).isEqualTo(history);
    }

    @Test
    void observe_moreThanFit_keepsTheNewest() {
        IntStream.range(0, 50).forEach(this::observe);
        SessionHistory history = observe(50);
        assertThat(history.accepted()).hasSize(SessionHistory.ACCEPTED);
        assertThat(history.accepted().get(SessionHistory.ACCEPTED - 1).observation())
                .isEqualTo(Observations.usual(50));
        assertThat(history.acceptedTotal()).isEqualTo(51);
    }

    @Test
    void observe_sameIdTwice_isOneObservation() {
        observe(1);
        SessionHistory once = observe(2);
        assertThat(observe(1)).isEqualTo(once);
        assertThat(observe(2)).isEqualTo(once);
    }

    @Test
    void observe_hashesOfAnotherKey_beginAnew() {
        observe(1);
        SessionHistory anew = next().histories().observe(subject("k2", Duration.ofMinutes(10)), Observations.usual(2));
        assertThat(ids(anew.accepted())).containsExactly("o2");
        assertThat(anew.acceptedTotal()).isEqualTo(1);
    }

    @Test
    void refuse_manyAttempts_displaceNoAcceptedOne() {
        observe(0);
        Outcome outcome = new Outcome("refuse", List.of(MOVED));
        Random random = new Random(1);
        for (int i = 1; i <= 30; i++) {
            next().histories().refuse(subject(), Observations.hostile(random), outcome, false);
        }
        for (int i = 1; i <= 30; i++) {
            next().histories().refuse(subject(), Observations.usual(i), outcome, false);
        }
        SessionHistory history = find();
        assertThat(ids(history.accepted())).containsExactly("o0");
        assertThat(history.refused()).hasSize(SessionHistory.REFUSED);
        assertThat(history.refused().get(7))
                .isEqualTo(new PastObservation(Observations.usual(30), Optional.of(outcome)));
        assertThat(history.refusedTotal()).isEqualTo(60);
        assertThat(history.endedAt()).isEmpty();
    }

    @Test
    void refuse_sameIdTwice_isOneAttempt() {
        Outcome outcome = new Outcome("refuse", List.of(MOVED));
        next().histories().refuse(subject(), Observations.usual(1), outcome, false);
        next().histories().refuse(subject(), Observations.usual(1), outcome, false);
        assertThat(find().refusedTotal()).isEqualTo(1);
    }

    @Test
    void refuse_ends_theFirstEndStaysEvenWithAnotherKey() {
        Outcome outcome = new Outcome("revoke", List.of(MOVED));
        next().histories().refuse(subject(), Observations.usual(1), outcome, true);
        next().histories().refuse(subject(), Observations.usual(2), outcome, true);
        assertThat(find().endedAt()).contains(Observations.usual(1).at());
        SessionHistory anew = next().histories().observe(subject("k2", Duration.ofMinutes(10)), Observations.usual(3));
        assertThat(anew.endedAt()).contains(Observations.usual(1).at());
    }

    @Test
    void conclude_issued_marksItsObservationOnly() throws InterruptedException {
        observe(1);
        observe(2);
        Outcome outcome = new Outcome("restrict", List.of(MOVED));
        next().histories().conclude(subject(), "o2", outcome, Optional.empty());
        awaitEverywhere(node -> found(node).accepted().get(1).outcome().isPresent());
        assertThat(find().accepted().get(0).outcome()).isEmpty();
        assertThat(find().accepted().get(1).outcome()).contains(outcome);
        assertThat(find().acceptedTotal()).isEqualTo(2);
    }

    @Test
    void conclude_notIssued_movesToTheRefusedAndEnds() throws InterruptedException {
        observe(1);
        observe(2);
        Instant end = Observations.usual(2).at();
        Outcome outcome = new Outcome("revoke", List.of(MOVED));
        next().histories().conclude(subject(), "o2", outcome, Optional.of(end));
        awaitEverywhere(node -> found(node).endedAt().isPresent());
        next().histories().conclude(subject(), "o2", outcome, Optional.of(end.plusSeconds(9)));
        observe(3);
        SessionHistory history = find();
        assertThat(ids(history.accepted())).containsExactly("o1", "o3");
        assertThat(ids(history.refused())).containsExactly("o2");
        assertThat(history.acceptedTotal()).isEqualTo(2);
        assertThat(history.refusedTotal()).isEqualTo(1);
        assertThat(history.endedAt()).contains(end);
    }

    @Test
    void conclude_unknownSession_beginsNothing() throws InterruptedException {
        next().histories().conclude(subject(), "o1", new Outcome("allow", List.of()), Optional.empty());
        TimeUnit.MILLISECONDS.sleep(50);
        assertThat(next().histories().find(session)).isEmpty();
    }

    @Test
    void find_afterTheLifespan_isEmptyAndTheHistoryBeginsAnew() throws InterruptedException {
        SessionHistories.Subject brief = subject("k1", Duration.ofMillis(700));
        next().histories().observe(brief, Observations.usual(1));
        assertThat(next().histories().find(session)).isPresent();
        awaitEverywhere(node -> node.histories().find(session).isEmpty());
        assertThat(next().histories().observe(brief, Observations.usual(2)).acceptedTotal())
                .isEqualTo(1);
    }

    @Test
    void find_unknownSession_isEmpty() {
        assertThat(next().histories().find(session)).isEmpty();
    }

    /** Each answer has its own number and its own request as the newest: nothing was lost, and nothing counted twice. */
    @Test
    void observe_manyThreadsOnOneKey_losesAndDoublesNothing() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS * nodes().size());
        List<Future<List<Long>>> running = new ArrayList<>();
        for (int n = 0; n < nodes().size(); n++) {
            SessionHistories histories = nodes().get(n).histories();
            for (int t = 0; t < THREADS; t++) {
                String name = "n" + n + "t" + t + "o";
                running.add(threads.submit(() -> {
                    List<Long> totals = new ArrayList<>();
                    for (int i = 0; i < EACH; i++) {
                        SessionHistory history = histories.observe(subject(), Observations.usual(name + i, i));
                        String newest = history.accepted()
                                .get(history.accepted().size() - 1)
                                .observation()
                                .id();
                        assertThat(newest).isEqualTo(name + i);
                        totals.add(history.acceptedTotal());
                    }
                    return totals;
                }));
            }
        }
        List<Long> totals = new ArrayList<>();
        for (Future<List<Long>> one : running) {
            totals.addAll(one.get(60, TimeUnit.SECONDS));
        }
        threads.shutdown();
        long all = (long) THREADS * nodes().size() * EACH;
        assertThat(totals).doesNotHaveDuplicates().hasSize((int) all);
        assertThat(find().acceptedTotal()).isEqualTo(all);
        assertThat(ids(find().accepted())).doesNotHaveDuplicates().hasSize(SessionHistory.ACCEPTED);
    }

    @Test
    void keep_profile_isFoundAndReplaced() throws InterruptedException {
        String identity = "realm|client|" + session;
        assertThat(next().profiles().find(identity)).isEmpty();
        IdentityProfile once = IdentityProfile.EMPTY.learn(lesson(1));
        next().profiles().keep(identity, once);
        awaitEverywhere(node -> node.profiles().find(identity).isPresent());
        next().profiles().keep(identity, once.learn(lesson(2)));
        awaitEverywhere(node -> node.profiles().find(identity).orElseThrow().lessons() > 1.5);
        IdentityProfile found = next().profiles().find(identity).orElseThrow();
        assertThat(ProfileBytes.write(found)).isEqualTo(ProfileBytes.write(once.learn(lesson(2))));
    }

    private static Lesson lesson(int number) {
        Lesson.Draft draft = new Lesson.Draft();
        draft.put(Feature.CADENCE, 8);
        draft.add(Known.PREFIX, "p" + number);
        return draft.finish(
                Observations.START.plusSeconds(300L * number), OptionalDouble.empty(), OptionalDouble.of(100));
    }
}
