package dev.holdfast.risk.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WriteBehindJournalTest {

    private static final Clock CLOCK = Clock.fixed(Entries.START, ZoneOffset.UTC);

    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private final List<List<WriteBehindJournal.Row>> written = new ArrayList<>();

    private WriteBehindJournal journal(int capacity, WriteBehindJournal.Store store) {
        return new WriteBehindJournal(capacity, 10, waiting::add, store, CLOCK);
    }

    private static void write(WriteBehindJournal journal, int from, int to) {
        for (int i = from; i < to; i++) {
            journal.write(Entries.full("r", "c", "s", i));
        }
    }

    @Test
    void write_whileNobodyWrites_storesNothingAndAsksForOneWorker() {
        WriteBehindJournal journal = journal(100, written::add);

        write(journal, 0, 25);

        assertThat(written).isEmpty();
        assertThat(waiting).hasSize(1);
    }

    @Test
    void worker_writesInBatchesInOrderWithRisingNumbers() {
        WriteBehindJournal journal = journal(100, written::add);
        write(journal, 0, 25);

        waiting.remove().run();

        assertThat(written).extracting(List::size).containsExactly(10, 10, 5);
        List<WriteBehindJournal.Row> rows =
                written.stream().flatMap(List::stream).toList();
        assertThat(rows)
                .extracting(row -> row.entry().observation().id())
                .startsWith("s-0", "s-1")
                .endsWith("s-24");
        assertThat(rows).extracting(WriteBehindJournal.Row::number).isSorted().doesNotHaveDuplicates();
        assertThat(rows.get(0).number()).isEqualTo(Entries.START.toEpochMilli() * 1_000);
    }

    @Test
    void write_withAFullBuffer_dropsAndCountsAndReturns() {
        WriteBehindJournal journal = journal(20, written::add);

        write(journal, 0, 50);
        waiting.remove().run();

        assertThat(journal.dropped()).isEqualTo(30);
        assertThat(written.stream().flatMap(List::stream)).hasSize(20);
    }

    @Test
    void write_whileTheStoreHangs_returns() throws InterruptedException {
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch goesOn = new CountDownLatch(1);
        ExecutorService worker = Executors.newSingleThreadExecutor();
        try {
            WriteBehindJournal journal = new WriteBehindJournal(
                    5,
                    1,
                    worker,
                    rows -> {
                        hangs.countDown();
                        await(goesOn);
                    },
                    CLOCK);
            journal.write(Entries.full("r", "c", "s", 0));
            assertThat(hangs.await(5, TimeUnit.SECONDS)).isTrue();

            write(journal, 1, 1_000); // On this very thread: it would never get past a full buffer that waits.

            assertThat(journal.dropped()).isEqualTo(994);
        } finally {
            goesOn.countDown();
            worker.shutdown();
            assertThat(worker.awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void write_byManyThreads_storesEachOnceAndOneWorkerAtATime() throws InterruptedException {
        AtomicInteger workers = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        List<String> ids = Collections.synchronizedList(new ArrayList<>());
        ExecutorService executor = Executors.newFixedThreadPool(4);
        WriteBehindJournal journal = new WriteBehindJournal(
                100_000,
                7,
                executor,
                rows -> {
                    most.accumulateAndGet(workers.incrementAndGet(), Math::max);
                    rows.forEach(row -> ids.add(row.entry().observation().id()));
                    workers.decrementAndGet();
                },
                CLOCK);
        ExecutorService callers = Executors.newFixedThreadPool(8);
        for (int caller = 0; caller < 8; caller++) {
            String session = "s" + caller;
            callers.execute(() -> {
                for (int i = 0; i < 500; i++) {
                    journal.write(Entries.full("r", "c", session, i));
                }
            });
        }
        callers.shutdown();
        assertThat(callers.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        journal.flush();
        executor.shutdown();
        assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();

        assertThat(ids).hasSize(4_000).doesNotHaveDuplicates();
        assertThat(most).hasValue(1);
    }

    @Test
    void store_thatCannotTakeOneRow_costsOnlyThatRow() {
        WriteBehindJournal journal = journal(100, rows -> {
            if (rows.stream().anyMatch(row -> row.entry().observation().id().equals("s-3"))) {
                throw new IllegalStateException("a row that does not fit");
            }
            written.add(rows);
        });
        write(journal, 0, 10);

        waiting.remove().run();

        assertThat(written.stream().flatMap(List::stream)).hasSize(9);
        assertThat(journal.lost()).isEqualTo(1);
    }

    @Test
    void store_thatIsDown_losesAndCountsAndIsNotAskedForEachRow() {
        AtomicInteger asked = new AtomicInteger();
        WriteBehindJournal journal = journal(100, rows -> {
            asked.incrementAndGet();
            throw new IllegalStateException("down");
        });
        write(journal, 0, 10);

        waiting.remove().run();

        assertThat(journal.lost()).isEqualTo(10);
        assertThat(asked).hasValue(3);
    }

    @Test
    void flush_afterTheExecutorIsClosed_writesWhatWaits() {
        WriteBehindJournal journal = new WriteBehindJournal(
                100,
                10,
                task -> {
                    throw new RejectedExecutionException();
                },
                written::add,
                CLOCK);
        write(journal, 0, 3);
        assertThat(written).isEmpty();

        journal.flush();

        assertThat(written.stream().flatMap(List::stream)).hasSize(3);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
