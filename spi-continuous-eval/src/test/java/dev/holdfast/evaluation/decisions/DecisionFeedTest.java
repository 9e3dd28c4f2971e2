package dev.holdfast.evaluation.decisions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.binding.Mode;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.journal.JournalEntry;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.WriteBehindJournal.Row;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.signal.Standing;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class DecisionFeedTest {

    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");
    private static final JournalQuery ALL =
            new JournalQuery("r", Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 0, 1);

    private Instant now = START;
    private final List<Long> froms = new ArrayList<>();
    private final List<Row> journal = new ArrayList<>();
    private final DecisionFeed feed = new DecisionFeed(new Clock() {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    });

    /** Takes one at a time, as a connection does; never, if it is stuck. */
    private static class Taker implements Flow.Subscriber<FeedItem> {

        private final List<String> heard = new ArrayList<>();
        private final long atOnce;
        private Flow.Subscription subscription = new Flow.Subscription() {
            @Override
            public void request(long more) {}

            @Override
            public void cancel() {}
        };

        Taker(long atOnce) {
            this.atOnce = atOnce;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            subscription.request(atOnce);
        }

        @Override
        public void onNext(FeedItem item) {
            heard.add(
                    item instanceof FeedItem.Decision decision
                            ? decision.entry().observation().id()
                            : item instanceof FeedItem.End end ? end.reason() : "alive");
            subscription.request(atOnce - 1);
        }

        @Override
        public void onError(Throwable failure) {
            throw new AssertionError(failure);
        }

        @Override
        public void onComplete() {
            heard.add("closed");
        }
    }

    @Test
    void tick_afterADecision_tellsItOnce() {
        Taker taker = listen(OptionalLong.empty());
        decide("a", now);

        tick();
        decide("b", now.plusMillis(1));
        tick();
        tick();

        assertThat(taker.heard).containsExactly("alive", "a", "b");
    }

    @Test
    void tick_withADecisionThatBecomesVisibleLate_tellsIt() {
        Taker taker = listen(OptionalLong.empty());
        decide("later", now.plusSeconds(3));
        tick();

        decide("earlier, of another node", now.plusSeconds(1));
        tick();

        assertThat(taker.heard).containsExactly("alive", "later", "earlier, of another node");
    }

    @Test
    void listen_fromTheLastDecision_losesNothing() {
        decide("old", now.minusSeconds(60));
        decide("heard", now);
        decide("missed", now.plusSeconds(1));
        now = now.plusSeconds(120);

        Taker taker = listen(OptionalLong.of(number(START)));
        tick();

        assertThat(taker.heard).containsExactly("alive", "heard", "missed");
    }

    @Test
    void listen_fromFarBack_hearsAllPages() {
        for (int i = 0; i < 1_000; i++) {
            decide("d" + i, now.plusMillis(i));
        }

        Taker taker = listen(OptionalLong.of(number(START)));
        for (int i = 0; i < 10; i++) {
            tick();
        }

        assertThat(taker.heard).hasSize(1_001).endsWith("d999").doesNotHaveDuplicates();
    }

    @Test
    void tick_withNothingNew_saysThatItIsAlive() {
        Taker taker = listen(OptionalLong.empty());

        now = now.plus(FeedListener.HEARTBEAT);
        tick();
        tick();

        assertThat(taker.heard).containsExactly("alive", "alive");
    }

    @Test
    void listener_thatTakesNothing_isDroppedAndAnotherIsNot() {
        Taker stuck = new Taker(1);
        subscribe(stuck);
        Taker other = listen(OptionalLong.empty());
        decide("a", now);
        tick();

        now = now.plus(FeedListener.PATIENCE);
        decide("b", now);
        tick();

        assertThat(stuck.heard).containsExactly("alive", "closed");
        assertThat(other.heard).contains("a", "b").doesNotContain("closed");
        assertThat(feed.count()).isEqualTo(1);
    }

    /** A connection that asks for the next when the last is written: at a tick it has asked for nothing. */
    @Test
    void listener_thatTakesOneAtATime_isNotDropped() {
        Taker slow = new Taker(1);
        subscribe(slow);
        for (int i = 0; i < 10; i++) {
            decide("d" + i, now);
            tick();
            now = now.plus(FeedListener.PATIENCE.dividedBy(2));
            slow.subscription.request(1);
        }
        assertThat(slow.heard).contains("d0", "d5").doesNotContain("closed");

        now = now.plus(FeedListener.PATIENCE);
        tick();
        now = now.plus(FeedListener.PATIENCE);
        tick();
        assertThat(slow.heard).endsWith("closed");
    }

    @Test
    void listener_whomNothingConcerns_doesNotReadAllAgain() {
        listen(OptionalLong.empty());
        for (int i = 0; i < 100; i++) {
            now = now.plusMillis(500);
            tick();
        }
        assertThat(froms.get(froms.size() - 1)).isGreaterThanOrEqualTo(number(now.minusSeconds(11)));
    }

    @Test
    void listener_whomNothingConcerned_hearsWhatIsWrittenBehind() {
        Taker taker = listen(OptionalLong.empty());
        now = now.plusSeconds(60);
        tick();
        decide("late", now.minusSeconds(4));
        tick();
        assertThat(taker.heard).containsExactly("alive", "alive", "late");
    }

    @Test
    void listener_thatFails_isToldAndAnotherHearsAll() {
        List<Throwable> told = new ArrayList<>();
        Taker failing = new Taker(2) {
            @Override
            public void onNext(FeedItem item) {
                if (item instanceof FeedItem.Decision) {
                    throw new IllegalStateException("cannot be written");
                }
                super.onNext(item);
            }

            @Override
            public void onError(Throwable failure) {
                told.add(failure);
            }
        };
        subscribe(failing);
        Taker other = listen(OptionalLong.empty());

        decide("a", now);
        tick();

        assertThat(other.heard).containsExactly("alive", "a");
        assertThat(told).hasSize(1);
        assertThat(feed.count()).isEqualTo(1);
    }

    @Test
    void listener_atItsEnd_hearsWhy() {
        Taker taker = listen(OptionalLong.empty());

        now = now.plus(Duration.ofHours(1));
        tick();
        tick();

        assertThat(taker.heard).containsExactly("alive", "expired", "closed");
        assertThat(feed.count()).isZero();
    }

    @Test
    void close_tellsEverybody() {
        Taker taker = listen(OptionalLong.empty());

        feed.close();

        assertThat(taker.heard).containsExactly("alive", "stopping", "closed");
    }

    @Test
    void listen_beyondTheCap_isTurnedAwayUntilSomebodyLeaves() {
        Taker first = listen(OptionalLong.empty());
        for (int i = 1; i < DecisionFeed.MOST; i++) {
            listen(OptionalLong.empty());
        }
        assertThat(feed.listen(ALL, OptionalLong.empty(), now.plusSeconds(1))).isEmpty();

        first.subscription.cancel();

        assertThat(feed.listen(ALL, OptionalLong.empty(), now.plusSeconds(1))).isPresent();
    }

    private Taker listen(OptionalLong last) {
        Taker taker = new Taker(2);
        feed.listen(ALL, last, now.plus(Duration.ofHours(1))).orElseThrow().subscribe(taker);
        return taker;
    }

    private void subscribe(Taker taker) {
        feed.listen(ALL, OptionalLong.empty(), now.plus(Duration.ofHours(1)))
                .orElseThrow()
                .subscribe(taker);
    }

    private void tick() {
        feed.tick((query, from, max) -> {
            froms.add(from);
            return journal.stream()
                    .filter(row -> row.number() >= from)
                    .sorted(Comparator.comparingLong(Row::number))
                    .limit(max)
                    .toList();
        });
    }

    private void decide(String id, Instant at) {
        Observation observation = new Observation(
                id,
                at,
                "refresh_token",
                NetworkOrigin.NONE,
                ClientStack.NONE,
                Optional.empty(),
                KeyProof.NONE,
                TokenAsk.NONE,
                Optional.empty());
        journal.add(new Row(
                number(at),
                new JournalEntry(
                        "r",
                        new SessionHistories.Subject("s", "i", "c", "k", Duration.ofDays(1), true),
                        observation,
                        Standing.NONE,
                        new JournalEntry.Course(true, false, false),
                        Mode.ENFORCE,
                        RiskSettings.DEFAULT,
                        new Outcome("allow", List.of()))));
    }

    private static long number(Instant at) {
        return at.toEpochMilli() * 1_000;
    }
}
