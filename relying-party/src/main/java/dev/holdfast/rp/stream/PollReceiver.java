package dev.holdfast.rp.stream;

import dev.holdfast.rp.event.EventException;
import dev.holdfast.rp.event.EventIntake;
import dev.holdfast.rp.retry.Backoff;
import dev.holdfast.rp.stream.PollExchange.Batch;
import dev.holdfast.rp.stream.PollExchange.Report;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Fetches events from a stream that is polled (RFC 8936), in a thread of its own. A poll stays open until there is an event,
 * if the transmitter plays along; events are acknowledged with the next poll, which follows at once. An event is
 * acknowledged only after its handler has returned. One that is refused for good is reported as such; one whose handler
 * failed comes again, after a wait.
 */
public final class PollReceiver implements AutoCloseable {

    /** A handler has this long to finish when polling is stopped. */
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    private final PollExchange exchange;
    private final EventIntake intake;
    private final PollSettings settings;
    private final Backoff backoff;
    private final Clock clock;
    private final Thread thread;
    private final Object lock = new Object();
    private boolean stopped;
    private boolean idle;
    private volatile PollState state = PollState.INITIAL;
    private Report report = new Report(List.of(), Map.of());

    private PollReceiver(PollExchange exchange, EventIntake intake, PollSettings settings, Clock clock) {
        this.exchange = exchange;
        this.intake = intake;
        this.settings = settings;
        this.backoff = new Backoff(settings.longestBackoff());
        this.clock = clock;
        this.thread = new Thread(this::run, "holdfast-poll");
        this.thread.setDaemon(true);
    }

    /**
     * Starts to poll.
     *
     * @param registration at the transmitter of the stream
     * @param stream from {@link StreamRegistration#ensurePolledStream}
     * @param intake takes the events in
     * @param settings how to poll
     * @param clock tells when the transmitter last answered
     * @return a receiver that polls until it is closed
     * @throws IllegalArgumentException if the stream is not one that is polled
     */
    public static PollReceiver start(
            StreamRegistration registration,
            RegisteredStream stream,
            EventIntake intake,
            PollSettings settings,
            Clock clock) {
        PollExchange exchange = new PollExchange(
                registration.access(),
                stream.pollEndpoint()
                        .orElseThrow(() -> new IllegalArgumentException("this stream is pushed, not polled")));
        PollReceiver receiver = new PollReceiver(exchange, intake, settings, clock);
        receiver.thread.start();
        return receiver;
    }

    /**
     * How it goes.
     *
     * @return the state at this moment
     */
    public PollState state() {
        return state;
    }

    /**
     * Stops: an open poll is given up, a handler at work may finish, and what it has kept is still acknowledged. Waits for
     * that up to 10 seconds.
     */
    @Override
    public void close() {
        synchronized (lock) {
            stopped = true;
            if (idle) {
                thread.interrupt();
            }
        }
        try {
            thread.join(STOP_TIMEOUT.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopped()) {
            try {
                pollOnce();
            } catch (StreamException e) {
                waitAfter(String.valueOf(e.getMessage()));
            } catch (RuntimeException e) {
                // Its message is the handler's own, and may quote what must not be quoted.
                waitAfter("an event could not be taken in: " + e.getClass().getName());
            }
        }
        acknowledgeTheLast();
    }

    private void waitAfter(String failure) {
        if (!isStopped()) {
            state = state.failed(failure);
            sleep(backoff.after(state.failures(), ThreadLocalRandom.current().nextDouble()));
        }
    }

    private void pollOnce() throws StreamException {
        long begin = System.nanoTime();
        Batch batch = open();
        report = new Report(List.of(), Map.of());
        state = state.answered(clock.instant());
        takeIn(batch);
        state = state.succeeded();
        if (report.isEmpty() && !batch.moreAvailable()) {
            sleep(settings.pause().minusNanos(System.nanoTime() - begin));
        }
    }

    /** Here and in a pause the thread may be interrupted, in a handler never. */
    private Batch open() throws StreamException {
        if (!setIdle(true)) {
            throw new StreamException("stopped");
        }
        try {
            return exchange.poll(report, settings.maxEvents(), settings.longestPoll());
        } finally {
            setIdle(false);
        }
    }

    /** One event whose handler fails holds up neither the others nor their acknowledgement. */
    private void takeIn(Batch batch) {
        List<String> acknowledged = new ArrayList<>();
        Map<String, EventException> refused = new HashMap<>();
        List<RuntimeException> failures = new ArrayList<>();
        for (Map.Entry<String, String> set : batch.sets().entrySet()) {
            if (isStopped()) {
                break;
            }
            try {
                intake.take(set.getKey(), set.getValue());
                acknowledged.add(set.getKey());
            } catch (EventException e) {
                refused.put(set.getKey(), e);
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        report = new Report(acknowledged, refused);
        if (!failures.isEmpty()) {
            throw failures.get(0);
        }
    }

    private void acknowledgeTheLast() {
        if (report.isEmpty()) {
            return;
        }
        try {
            exchange.report(report);
        } catch (StreamException e) {
            // They come again after the next start, and are known by then.
            state = state.failed(String.valueOf(e.getMessage()));
        }
    }

    private void sleep(Duration duration) {
        if (duration.isNegative() || !setIdle(true)) {
            return;
        }
        try {
            // The poller's own thread has nothing else to do until the next poll is due.
            Thread.sleep(duration.toMillis());
        } catch (InterruptedException e) {
            // Only close() interrupts, and the loop asks for that.
        } finally {
            setIdle(false);
        }
    }

    private boolean isStopped() {
        synchronized (lock) {
            return stopped;
        }
    }

    /** Returns whether to go on. The interrupt of a stop ends the wait it was meant for and nothing after it. */
    private boolean setIdle(boolean now) {
        synchronized (lock) {
            idle = now && !stopped;
            if (stopped && Thread.interrupted()) {
                return false;
            }
            return !stopped;
        }
    }
}
