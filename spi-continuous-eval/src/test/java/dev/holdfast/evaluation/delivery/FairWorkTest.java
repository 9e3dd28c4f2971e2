package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class FairWorkTest {

    /** Threads by hand: what has been handed over and not begun. */
    private final Deque<Runnable> handed = new ArrayDeque<>();

    private final List<String> done = new ArrayList<>();

    @Test
    void work_ofSeveralReceivers_isDoneInTurnAndInOrder() {
        FairWork work = new FairWork(handed::add, 1, 10);
        for (int i = 0; i < 3; i++) {
            add(work, "a", i);
        }
        add(work, "b", 0);

        runAll();

        assertThat(done).containsExactly("a0", "b0", "a1", "a2");
    }

    @Test
    void work_beyondWhatMayWait_isNotTaken() {
        FairWork work = new FairWork(handed::add, 1, 2);

        assertThat(add(work, "a", 0)).isTrue();
        assertThat(add(work, "a", 1)).isTrue();
        assertThat(add(work, "a", 2)).isFalse();
        assertThat(add(work, "b", 0)).isTrue();
        runAll();

        assertThat(done).containsExactly("a0", "b0", "a1");
        assertThat(add(work, "a", 3)).as("there is room again").isTrue();
    }

    @Test
    void work_thatThrows_holdsUpNothing() {
        FairWork work = new FairWork(handed::add, 1, 10);
        work.add("a", () -> {
            throw new IllegalStateException("meant");
        });
        add(work, "a", 1);

        assertThatThrownBy(() -> handed.remove().run()).hasMessage("meant");
        runAll();

        assertThat(done).containsExactly("a1");
    }

    @Test
    void receiver_thatNeverAnswers_holdsItsOwnThreadsOnly() throws InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(100);
        CountDownLatch all = new CountDownLatch(100);
        AtomicInteger begun = new AtomicInteger();
        try {
            FairWork work = new FairWork(threads, 2, 1000);
            for (int i = 0; i < 100; i++) {
                work.add("stuck", () -> {
                    begun.incrementAndGet();
                    await(held);
                    all.countDown();
                });
                work.add("other", others::countDown);
            }

            assertThat(others.await(20, TimeUnit.SECONDS)).isTrue();
            assertThat(begun).hasValueLessThanOrEqualTo(2);
            held.countDown();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            held.countDown();
            threads.shutdownNow();
        }
    }

    private boolean add(FairWork work, String receiver, int number) {
        return work.add(receiver, () -> done.add(receiver + number));
    }

    private void runAll() {
        while (!handed.isEmpty()) {
            handed.remove().run();
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
