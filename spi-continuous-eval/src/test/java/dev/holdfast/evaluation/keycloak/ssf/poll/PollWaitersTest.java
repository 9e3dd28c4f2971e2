package dev.holdfast.evaluation.keycloak.ssf.poll;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PollWaitersTest {

    private static final Duration LONG = Duration.ofMinutes(1);

    private final PollWaiters waiters = new PollWaiters();

    @Test
    void wake_aReceiver_endsItsPollsAndNoOthers() {
        PollWaiters.Waiter mine = waiters.register("a", LONG).orElseThrow();
        PollWaiters.Waiter other = waiters.register("b", LONG).orElseThrow();

        waiters.wake("a");

        assertThat(mine.over().toCompletableFuture()).isCompleted();
        assertThat(other.over().toCompletableFuture()).isNotDone();
        assertThat(waiters.receivers()).containsExactly("b");
    }

    @Test
    void wait_tooLong_endsByItself() {
        PollWaiters.Waiter waiter = waiters.register("a", Duration.ofMillis(5)).orElseThrow();

        assertThat(waiter.over().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        assertThat(waiters.count()).isZero();
    }

    @Test
    void wait_overBeforeItBegan_isNotCounted() {
        for (int i = 0; i < 2000; i++) {
            PollWaiters.Waiter waiter =
                    waiters.register("receiver-" + i, Duration.ZERO).orElseThrow();
            assertThat(waiter.over().toCompletableFuture()).succeedsWithin(Duration.ofSeconds(10));
        }

        assertThat(waiters.count()).isZero();
    }

    @Test
    void register_morePollsOfAReceiverThanMayWait_isAnsweredAtOnce() {
        List<PollWaiters.Waiter> all = new ArrayList<>();
        for (int i = 0; i < PollWaiters.MOST_OF_A_RECEIVER; i++) {
            all.add(waiters.register("a", LONG).orElseThrow());
        }

        assertThat(waiters.register("a", LONG)).isEmpty();
        assertThat(waiters.register("b", LONG)).isPresent();

        all.forEach(PollWaiters.Waiter::end);
        assertThat(waiters.register("a", LONG)).isPresent();
    }

    @Test
    void register_moreThanTheServerHolds_isAnsweredAtOnce() {
        for (int i = 0; i < PollWaiters.MOST; i++) {
            assertThat(waiters.register("receiver-" + i, LONG)).isPresent();
        }

        assertThat(waiters.register("one-more", LONG)).isEmpty();
    }
}
