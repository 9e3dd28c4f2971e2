package dev.holdfast.evaluation;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** Works off lanes side by side: the caller itself, and as many others as are free to help. */
public final class Lanes {

    private Lanes() {}

    /**
     * Works off all lanes and returns when that is done. Needs no helper: one that comes late finds nothing to do.
     *
     * @param lanes each of them is worked off by one thread
     * @param helpers how many to ask for, 0 or more
     * @param threads where the helpers come from
     * @param work for one lane; must not throw
     * @throws InterruptedException if the caller is interrupted while helpers still work
     */
    public static <T> void workOff(List<List<T>> lanes, int helpers, Executor threads, Consumer<List<T>> work)
            throws InterruptedException {
        Queue<List<T>> queue = new ConcurrentLinkedQueue<>(lanes);
        CountDownLatch open = new CountDownLatch(lanes.size());
        Runnable worker = () -> {
            for (List<T> lane = queue.poll(); lane != null; lane = queue.poll()) {
                try {
                    work.accept(lane);
                } finally {
                    open.countDown();
                }
            }
        };
        for (int i = 0; i < Math.min(helpers, lanes.size() - 1); i++) {
            try {
                threads.execute(worker);
            } catch (RejectedExecutionException stopping) {
                break;
            }
        }
        worker.run();
        open.await();
    }
}
