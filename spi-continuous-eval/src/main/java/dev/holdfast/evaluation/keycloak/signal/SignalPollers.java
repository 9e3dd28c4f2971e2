package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.keycloak.http.PinnedHttpClient;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.signal.poll.PollFailedException;
import dev.holdfast.evaluation.signal.poll.PollPace;
import dev.holdfast.evaluation.signal.poll.TurnOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.jboss.logging.Logger;
import org.keycloak.Config;
import org.keycloak.component.ComponentModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Polls the transmitters of all realms, from the start of the server to its end. Every node looks for them, and takes turns with
 * them as {@link PollRound} lets it. Not on Keycloak's executors: these never have more than four threads.
 */
public final class SignalPollers implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SignalPollers.class);

    /** So long after it was made a transmitter is polled, and so long another node is left alone. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private static final int THREADS = 32;
    private static final int MOST = 1_000;
    private static final long IDLE_SECONDS = 60;
    private static final long GRACE_SECONDS = 5;

    private final Rates rates;
    private final PinnedResolver resolver = new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, addresses());
    private final PinnedHttpClient http = new PinnedHttpClient(resolver);
    private final ThreadPoolExecutor workers = new ThreadPoolExecutor(
            THREADS, THREADS, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), named("holdfast-poller"));
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, named("holdfast-poller-clock"));
    private final ScheduledThreadPoolExecutor lookout =
            new ScheduledThreadPoolExecutor(1, named("holdfast-poller-look"));

    /** Guarded by itself. */
    private final Map<PolledTransmitter, PollPace> known = new HashMap<>();

    private volatile boolean stopping;

    /**
     * Prepares to poll.
     *
     * @param rates what signals are counted by, pushed ones too
     */
    public SignalPollers(Rates rates) {
        this.rates = rates;
        workers.allowCoreThreadTimeOut(true);
        clock.setRemoveOnCancelPolicy(true);
    }

    /** What may be pushed to may also be polled: one option for all addresses that others choose. */
    private static AddressPolicy addresses() {
        boolean closed = Config.scope("ssf-transmitter", "default").getBoolean("allow-insecure-push-targets", false);
        return closed ? AddressPolicy.CLOSED_NETWORK : AddressPolicy.PUBLIC;
    }

    /**
     * Begins.
     *
     * @param sessions makes sessions for its own transactions
     */
    @SuppressWarnings(
            "FutureReturnValueIgnored") // What is scheduled catches what goes wrong, and ends with its executor.
    public void start(KeycloakSessionFactory sessions) {
        PollRound round = new PollRound(sessions, http, resolver, clock, rates);
        lookout.scheduleWithFixedDelay(() -> look(sessions, round), 0, LOOK.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look(KeycloakSessionFactory sessions, PollRound round) {
        try {
            KeycloakModelUtils.runJobInTransactionWithResult(sessions, SignalPollers::configured)
                    .forEach(polled -> begin(polled, round));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Transmitters to poll cannot be looked for: %s",
                    e.getClass().getSimpleName());
        }
    }

    private static List<PolledTransmitter> configured(KeycloakSession session) {
        return session.realms()
                .getRealmsWithProviderTypeStream(SignalTransmitter.class)
                .flatMap(realm -> realm.getComponentsStream(realm.getId(), SignalTransmitter.class.getName())
                        .filter(PollSettings::isPolled)
                        .map(ComponentModel::getId)
                        .map(id -> new PolledTransmitter(realm.getId(), id)))
                .limit(MOST)
                .toList();
    }

    private void begin(PolledTransmitter polled, PollRound round) {
        synchronized (known) {
            if (known.putIfAbsent(polled, PollPace.NEW) != null) {
                return;
            }
        }
        after(Duration.ZERO, polled, round);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // As above: a turn catches what goes wrong.
    private void after(Duration pause, PolledTransmitter polled, PollRound round) {
        try {
            clock.schedule(() -> workers.execute(() -> turn(polled, round)), pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("The server stops");
        }
    }

    private void turn(PolledTransmitter polled, PollRound round) {
        PollPace pace;
        synchronized (known) {
            pace = known.getOrDefault(polled, PollPace.NEW);
        }
        Instant begin = Instant.now();
        // Where all threads are busy nobody waits, so that everybody has a turn.
        boolean waits = pace.waits(begin) && workers.getQueue().isEmpty();
        PollRound.Result result;
        try {
            result = round.run(polled, waits);
        } catch (RuntimeException e) {
            result = new PollRound.Result.Failed(
                    polled.componentId(), new PollFailedException(e.getClass().getSimpleName()));
        }
        Instant end = Instant.now();
        if (stopping) {
            return;
        }
        if (result instanceof PollRound.Result.Gone) {
            synchronized (known) {
                known.remove(polled);
            }
            return;
        }
        double random = ThreadLocalRandom.current().nextDouble();
        Duration pause = LOOK;
        if (result instanceof PollRound.Result.Asked asked) {
            PollPace before = pace;
            pace = pace.after(asked.outcome());
            pause = pace.pause(asked.outcome().settled(), Duration.between(begin, end), asked.interval(), random);
            tell(asked, before, pace);
        } else if (result instanceof PollRound.Result.Failed failed) {
            pace = pace.failed(failed.why().isLate(), end);
            pause = pace.pause(0, Duration.ZERO, LOOK, random);
            if (pace.failures() == 1) {
                LOG.warnf(
                        "Transmitter %s cannot be polled (%s); it is tried again",
                        failed.name(), failed.why().reason());
            }
        }
        synchronized (known) {
            known.put(polled, pace);
        }
        after(pause, polled, round);
    }

    /** Once for each change. */
    private static void tell(PollRound.Result.Asked asked, PollPace before, PollPace now) {
        if (asked.outcome() instanceof TurnOutcome.Incomplete incomplete) {
            if (before.failures() == 0) {
                LOG.warnf("Transmitter %s: %s; the event is asked for again", asked.name(), incomplete.why());
            }
        } else if (before.failures() > 0) {
            LOG.infof("Transmitter %s can be polled again", asked.name());
        }
        if (now.limited() && !before.limited()) {
            LOG.warnf("Transmitter %s has more events than per-minute lets it have; the rest waits", asked.name());
        }
    }

    /** Aborts what is under way: what was not acknowledged comes again. */
    @Override
    public void close() {
        stopping = true;
        lookout.shutdownNow();
        clock.shutdownNow();
        workers.shutdown();
        http.close();
        try {
            if (!workers.awaitTermination(GRACE_SECONDS, TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
