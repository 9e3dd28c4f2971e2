package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.poll.PollPace;
import dev.holdfast.evaluation.signal.poll.TurnOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** When which transmitter has its next turn. Whatever happens in one, there is a next, until the transmitter is gone. */
final class PollSchedule implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(PollSchedule.class);

    /** So long another node is left alone. */
    private static final Duration ELSEWHERE = Duration.ofSeconds(5);

    private static final int THREADS = 32;
    private static final long IDLE_SECONDS = 60;
    private static final long GRACE_SECONDS = 5;

    private final Round round;
    private final ScheduledExecutorService clock;
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            THREADS,
            THREADS,
            IDLE_SECONDS,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            SignalPollers.named("holdfast-poller"));

    /** Guarded by itself. */
    private final Map<PolledTransmitter, PollPace> known = new HashMap<>();

    private volatile Map<PolledTransmitter, String> names = Map.of();
    private volatile boolean stopping;

    /** Does a turn. */
    @FunctionalInterface
    interface Round {

        /** Does it, within bounded time. */
        PollRound.Result run(PolledTransmitter polled, String name, boolean waits);
    }

    PollSchedule(Round round, ScheduledExecutorService clock) {
        this.round = round;
        this.clock = clock;
        workers.allowCoreThreadTimeOut(true);
    }

    /** From now on these have their turns, by what administrators call them, and no others. */
    void polls(Map<PolledTransmitter, String> chosen) {
        List<PolledTransmitter> begun = new ArrayList<>();
        synchronized (known) {
            names = Map.copyOf(chosen);
            names.keySet().stream()
                    .filter(one -> known.putIfAbsent(one, PollPace.NEW) == null)
                    .forEach(begun::add);
        }
        begun.forEach(one -> after(Duration.ZERO, one));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A turn ends with its next one, whatever happens in it.
    private void after(Duration pause, PolledTransmitter polled) {
        try {
            clock.schedule(() -> workers.execute(() -> turn(polled)), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("The server stops");
        }
    }

    private void turn(PolledTransmitter polled) {
        PollPace before;
        String name;
        synchronized (known) {
            before = known.getOrDefault(polled, PollPace.NEW);
            name = names.get(polled);
            if (name == null) {
                known.remove(polled);
                return;
            }
        }
        double random = ThreadLocalRandom.current().nextDouble();
        Instant begin = Instant.now();
        // What holds after an Error, which is not for us to catch.
        PollPace pace = before.failed(false, begin);
        Duration pause = pace.pause(0, Duration.ZERO, ELSEWHERE, random);
        boolean stays = true;
        try {
            // Where all threads are busy nobody waits, so that everybody has a turn.
            PollRound.Result result = round.run(
                    polled, name, before.waits(begin) && workers.getQueue().isEmpty());
            Instant end = Instant.now();
            stays = !(result instanceof PollRound.Result.Gone);
            if (result instanceof PollRound.Result.Asked asked) {
                pace = before.after(asked.outcome());
                pause = pace.pause(asked.outcome().settled(), Duration.between(begin, end), asked.interval(), random);
                tell(name, asked.outcome(), before, pace);
            } else if (result instanceof PollRound.Result.Failed failed) {
                pace = before.failed(failed.why().isLate(), end);
                failed(name, failed.why().reason(), before);
            } else {
                pace = before;
                pause = ELSEWHERE;
            }
        } catch (RuntimeException e) {
            failed(name, e.getClass().getSimpleName(), before);
        } finally {
            next(polled, stays, pace, pause);
        }
    }

    private void next(PolledTransmitter polled, boolean stays, PollPace pace, Duration pause) {
        synchronized (known) {
            if (stays) {
                known.put(polled, pace);
            } else {
                known.remove(polled);
            }
        }
        if (stays && !stopping) {
            after(pause, polled);
        }
    }

    private void failed(String name, String why, PollPace before) {
        if (before.failures() == 0 && !stopping) {
            LOG.warnf("Transmitter %s cannot be polled (%s); it is tried again", name, why);
        }
    }

    /** Once for each change. */
    private static void tell(String name, TurnOutcome outcome, PollPace before, PollPace now) {
        if (outcome instanceof TurnOutcome.Incomplete incomplete) {
            if (before.failures() == 0) {
                LOG.warnf("Transmitter %s: %s; the event is asked for again", name, incomplete.why());
            }
        } else if (before.failures() > 0) {
            LOG.infof("Transmitter %s can be polled again", name);
        }
        if (now.limited() && !before.limited()) {
            LOG.warnf("Transmitter %s has more events than its per-minute; the rest waits", name);
        }
    }

    /** Begins no more turns, and waits a little for those under way. */
    @Override
    public void close() {
        stopping = true;
        workers.shutdown();
        try {
            if (!workers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
