package dev.holdfast.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchedWorkTest {

    private final List<List<Integer>> attempts = new ArrayList<>();
    private final List<Integer> done = new ArrayList<>();
    private final List<List<Integer>> failed = new ArrayList<>();

    @Test
    void accept_moreThanABatch_isDoneInOrderAndOnce() {
        all(-1).accept(IntStream.range(0, 5).boxed().toList());

        assertThat(attempts).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(done).containsExactly(0, 1, 2, 3, 4);
    }

    @Test
    void accept_oneFails_othersAreDoneAndItIsThrown() {
        assertThatThrownBy(() -> all(2).accept(IntStream.range(0, 6).boxed().toList()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("not 2");

        assertThat(done).containsExactly(0, 1, 3, 4, 5);
        assertThat(failed).containsExactly(List.of(2, 3), List.of(2));
    }

    @Test
    void accept_failsOnlyTogether_isDoneAndNothingIsThrown() {
        BatchedWork<Integer> work = new BatchedWork<>(
                2,
                some -> {
                    if (some.size() > 1) {
                        throw new IllegalStateException("not together");
                    }
                    done.addAll(some);
                },
                (some, failure) -> failed.add(some));

        work.accept(List.of(1, 2));

        assertThat(done).containsExactly(1, 2);
        assertThat(failed).containsExactly(List.of(1, 2));
    }

    @Test
    void accept_oneByItselfFails_isNotTriedAgain() {
        assertThatThrownBy(() -> all(4).accept(IntStream.range(0, 5).boxed().toList()))
                .hasMessage("not 4");

        assertThat(attempts).containsExactly(List.of(0, 1), List.of(2, 3), List.of(4));
        assertThat(failed).containsExactly(List.of(4));
    }

    @Test
    void accept_withHelpers_isDoneOnceByAll() {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Integer> all = IntStream.range(0, 20).boxed().toList();
            // Nobody gets on before two have come.
            CountDownLatch two = new CountDownLatch(2);
            Set<Thread> by = ConcurrentHashMap.newKeySet();
            List<Integer> each = Collections.synchronizedList(new ArrayList<>());
            BatchedWork<Integer> work = new BatchedWork<>(
                    2,
                    some -> {
                        if (by.add(Thread.currentThread())) {
                            two.countDown();
                        }
                        await(two);
                        each.addAll(some);
                    },
                    (some, failure) -> failed.add(some));

            work.accept(all, 3, threads);

            assertThat(each).containsExactlyInAnyOrderElementsOf(all);
            assertThat(by).hasSizeGreaterThan(1);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void accept_withHelpersOneFails_othersAreDoneAndItIsThrown() {
        ExecutorService threads = Executors.newFixedThreadPool(3);
        try {
            List<Integer> each = Collections.synchronizedList(new ArrayList<>());
            BatchedWork<Integer> work = new BatchedWork<>(
                    2,
                    some -> {
                        if (some.contains(7)) {
                            throw new IllegalStateException("not 7");
                        }
                        each.addAll(some);
                    },
                    (some, failure) -> {});

            assertThatThrownBy(() -> work.accept(IntStream.range(0, 20).boxed().toList(), 3, threads))
                    .hasMessage("not 7");

            assertThat(each).hasSize(19).doesNotContain(7);
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void accept_aHelperDies_isNotSaidToBeDone() {
        Thread caller = Thread.currentThread();
        CountDownLatch died = new CountDownLatch(1);
        BatchedWork<Integer> work = new BatchedWork<>(
                1,
                some -> {
                    if (Thread.currentThread() != caller) {
                        died.countDown();
                        throw new AssertionError("dies");
                    }
                    await(died);
                },
                (some, failure) -> {});

        assertThatThrownBy(() -> work.accept(List.of(1, 2, 3), 1, task -> {
                    Thread thread = new Thread(task);
                    thread.setUncaughtExceptionHandler((one, error) -> {});
                    thread.start();
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("died");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private BatchedWork<Integer> all(int bad) {
        return new BatchedWork<>(
                2,
                some -> {
                    attempts.add(List.copyOf(some));
                    if (some.contains(bad)) {
                        throw new IllegalStateException("not " + bad);
                    }
                    done.addAll(some);
                },
                (some, failure) -> failed.add(List.copyOf(some)));
    }
}
