package dev.holdfast.rp.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.junit.jupiter.api.Named.named;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.SeenEvents;
import dev.holdfast.rp.memory.StoreUnavailableException;
import dev.holdfast.rp.revocation.InMemoryRevocationStore;
import dev.holdfast.rp.revocation.Revocation;
import dev.holdfast.rp.revocation.RevocationStore;
import dev.holdfast.rp.revocation.RevocationStore.Stored;
import dev.holdfast.rp.revocation.RevokedSubject;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.token.InMemoryReplayStore;
import dev.holdfast.rp.token.ReplayStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every store promises, whatever it is made of. */
class StoreContractTest {

    private static final TestClock CLOCK = new TestClock();
    private static final Instant LATER = TestClock.START.plusSeconds(60);
    private static final String ISSUER = "https://kc.example/realms/demo";

    static Stream<Named<ReplayStore>> replayStores() {
        return Stream.concat(
                Stream.of(named("in memory", new InMemoryReplayStore(1000, CLOCK))),
                databases(source -> new JdbcReplayStore(source, CLOCK)));
    }

    static Stream<Named<SeenEvents>> seenEvents() {
        return Stream.concat(
                Stream.of(named("in memory", new InMemorySeenEvents(1000, CLOCK))),
                databases(source -> new JdbcSeenEvents(source, CLOCK)));
    }

    static Stream<Named<RevocationStore>> revocationStores() {
        return Stream.concat(
                Stream.of(named("in memory", new InMemoryRevocationStore())), databases(JdbcRevocationStore::new));
    }

    private static <S> Stream<Named<S>> databases(Function<DataSource, S> store) {
        return Stream.concat(
                Stream.of(named("H2", store.apply(TestDatabase.withTables()))),
                TestPostgres.withTables().stream().map(source -> named("PostgreSQL", store.apply(source))));
    }

    @Test
    void postgres_isAmongTheStores() {
        Optional<String> missing = TestPostgres.missing();
        assumeTrue(
                missing.isEmpty(), () -> "no PostgreSQL could be started, stores were tested on H2 only: " + missing);
        assertThat(replayStores()).hasSize(3);
    }

    private static Revocation revocation(String session, Instant expiresAt) {
        RevokedSubject subject = new RevokedSubject(
                ISSUER, Optional.of(session), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        return new Revocation(subject, TestClock.START, expiresAt, Optional.empty());
    }

    @ParameterizedTest
    @MethodSource("replayStores")
    void markUsed_sameProof_isNewOnce(ReplayStore store) {
        assertThat(store.markUsed("key.p1", LATER)).isTrue();
        assertThat(store.markUsed("key.p1", LATER)).isFalse();
        assertThat(store.markUsed("other.p1", LATER)).isTrue();
        assertThat(store.markUsed("key.\u0000 \uD83D\uDD11 '; --" + "x".repeat(250), LATER))
                .as("any characters")
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("replayStores")
    void markUsed_manyAtOnce_isNewForOneOfThem(ReplayStore store) throws Exception {
        ExecutorService nodes = Executors.newFixedThreadPool(8);
        try {
            Callable<Boolean> use = () -> store.markUsed("key.race", LATER);
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> answer : nodes.invokeAll(Collections.nCopies(32, use))) {
                answers.add(answer.get());
            }
            assertThat(answers).containsOnlyOnce(true);
        } finally {
            nodes.shutdownNow();
        }
    }

    @ParameterizedTest
    @MethodSource("seenEvents")
    void claim_sameEvent_isNewOnceAndAgainAfterRelease(SeenEvents store) {
        String id = ISSUER + " e1";
        assertThat(store.claim(id, LATER)).isTrue();
        assertThat(store.claim(id, LATER)).isFalse();
        store.release(id);
        assertThat(store.claim(id, LATER)).isTrue();
        store.release("never seen");
    }

    @ParameterizedTest
    @MethodSource("revocationStores")
    void after_position_givesWhatWasAddedSince(RevocationStore store) {
        Revocation first = revocation("s1", LATER);
        Revocation second = revocation("s2", LATER);
        store.add(first);
        List<Stored> all = store.after(0, TestClock.START, 10);
        assertThat(all).extracting(Stored::revocation).containsExactly(first);
        store.add(second);
        store.add(second);
        long position = all.get(0).position();
        assertThat(store.after(position, TestClock.START, 10))
                .extracting(Stored::revocation)
                .containsExactly(second, second);
        assertThat(store.after(position, TestClock.START, 1)).hasSize(1);
        assertThat(store.after(0, TestClock.START, 10))
                .extracting(Stored::position)
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @MethodSource("revocationStores")
    void after_everyMember_comesBackAsItWas(RevocationStore store) {
        KeyThumbprint key = KeyThumbprint.mtls("A".repeat(43));
        Revocation full = new Revocation(
                new RevokedSubject(
                        ISSUER,
                        Optional.of("s'1"),
                        Optional.of("t1"),
                        Optional.of(key),
                        Optional.of("ü"),
                        Optional.of("ci")),
                TestClock.START.plusMillis(7),
                LATER,
                Optional.of("txn"));
        store.add(full);
        assertThat(store.after(0, TestClock.START, 1))
                .extracting(Stored::revocation)
                .containsExactly(full);
    }

    @ParameterizedTest
    @MethodSource("revocationStores")
    void purge_expired_areForgottenAndPassedOverBefore(RevocationStore store) {
        store.add(revocation("s1", LATER));
        store.add(revocation("s2", LATER.plusMillis(1)));
        assertThat(store.after(0, LATER, 10)).hasSize(1);
        assertThat(store.purge(LATER)).isEqualTo(1);
        assertThat(store.after(0, TestClock.START, 10)).hasSize(1);
    }

    @Test
    void purge_jdbcNames_areForgottenOnceExpiredAndAlongTheWay() {
        TestClock clock = new TestClock();
        DataSource source = TestDatabase.withTables();
        JdbcReplayStore replays = new JdbcReplayStore(source, clock);
        replays.markUsed("key.p1", LATER);
        clock.advance(Duration.ofSeconds(59));
        assertThat(replays.purge()).isZero();
        clock.advance(Duration.ofSeconds(1));
        assertThat(replays.markUsed("key.p1", LATER.plusSeconds(60)))
                .as("deleted along the way")
                .isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(replays.purge()).isEqualTo(1);
        JdbcSeenEvents events = new JdbcSeenEvents(source, clock);
        events.claim("e1", clock.instant());
        assertThat(events.purge()).isEqualTo(1);
    }

    @Test
    void jdbc_noTables_isUnavailableAndNeverNew() {
        DataSource source = TestDatabase.withoutTables();
        JdbcReplayStore replays = new JdbcReplayStore(source, CLOCK);
        JdbcRevocationStore revocations = new JdbcRevocationStore(source);
        assertThatThrownBy(() -> replays.markUsed("key.p1", LATER)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> revocations.after(0, LATER, 1)).isInstanceOf(StoreUnavailableException.class);
        assertThatThrownBy(() -> revocations.purge(LATER)).isInstanceOf(StoreUnavailableException.class);
    }
}
