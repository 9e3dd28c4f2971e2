package dev.holdfast.evaluation.keycloak.ssf.delivery;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The threads of the delivery. Keycloak's own executors never have more than four: with an unlimited queue they do not grow, and
 * a few receivers that do not answer would hold up all.
 */
final class PushThreads implements AutoCloseable {

    /** A receiver holds at most four of them, for two seconds, until its circuit opens. */
    private static final int MOST = 64;

    private static final long IDLE_SECONDS = 60;
    private static final long GRACE_SECONDS = 5;

    private final ThreadPoolExecutor workers;
    private final ScheduledThreadPoolExecutor clock;

    private final List<ScheduledFuture<?>> timers = new CopyOnWriteArrayList<>();

    PushThreads() {
        workers = new ThreadPoolExecutor(
                MOST, MOST, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("holdfast-push-"));
        workers.allowCoreThreadTimeOut(true);
        clock = new ScheduledThreadPoolExecutor(1, named("holdfast-clock-"));
        clock.setRemoveOnCancelPolicy(true);
    }

    void execute(Runnable work) {
        workers.execute(work);
    }

    /** For deadlines and wake-ups only: what is scheduled must not wait for anything. */
    ScheduledExecutorService clock() {
        return clock;
    }

    /** Does something again and again, on a worker. */
    void every(Duration pause, Runnable work) {
        timers.add(clock.scheduleWithFixedDelay(
                () -> workers.execute(work), pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Override
    public void close() {
        timers.forEach(timer -> timer.cancel(false));
        clock.shutdownNow();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                // What they were sending is sent again by somebody else when its lease is over.
                workers.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String prefix) {
        AtomicInteger count = new AtomicInteger();
        ThreadFactory plain = Executors.defaultThreadFactory();
        return work -> {
            Thread thread = plain.newThread(work);
            thread.setName(prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
