package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.evaluation.keycloak.http.ConfiguredAddresses;
import dev.holdfast.evaluation.keycloak.http.PinnedHttpClient;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.signal.poll.PollSelection;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Polls the transmitters of all realms, from the start of the server to its end. Every node looks for them, and takes turns with
 * them as {@link PollRound} lets it. Not on Keycloak's executors: these never have more than four threads.
 */
final class SignalPollers implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SignalPollers.class);

    /** So long after it was made a transmitter is polled. */
    private static final Duration LOOK = Duration.ofSeconds(5);

    private final PinnedResolver resolver =
            new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, ConfiguredAddresses.policy());
    private final PinnedHttpClient http = new PinnedHttpClient(resolver);
    private final ScheduledThreadPoolExecutor clock =
            new ScheduledThreadPoolExecutor(1, named("holdfast-poller-clock"));
    private final ScheduledThreadPoolExecutor lookout =
            new ScheduledThreadPoolExecutor(1, named("holdfast-poller-look"));
    private final KeycloakSessionFactory sessions;
    private final PollSchedule schedule;

    /** Only the lookout's. */
    private int leftOut;

    /**
     * Prepares to poll.
     *
     * @param rates what signals are counted by, pushed ones too
     * @param sessions makes sessions for its own transactions
     */
    public SignalPollers(Rates rates, KeycloakSessionFactory sessions) {
        this.sessions = sessions;
        clock.setRemoveOnCancelPolicy(true);
        schedule = new PollSchedule(new PollRound(sessions, http, resolver, clock, rates)::run, clock);
    }

    /** Begins. */
    public void start() {
        look(Duration.ZERO);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A look ends with its next one, whatever happens in it.
    private void look(Duration pause) {
        try {
            lookout.schedule(this::lookAround, pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("The server stops");
        }
    }

    private void lookAround() {
        try {
            PollSelection<Named> selection =
                    KeycloakModelUtils.runJobInTransactionWithResult(sessions, SignalPollers::select);
            tell(selection.leftOut());
            schedule.polls(selection.chosen().stream().collect(Collectors.toMap(Named::polled, Named::name)));
        } catch (RuntimeException e) {
            LOG.warnf(
                    "Transmitters to poll cannot be looked for: %s",
                    e.getClass().getSimpleName());
        } finally {
            look(LOOK);
        }
    }

    private void tell(int now) {
        for (int i = 0; i < now; i++) {
            HoldfastMetric.SIGNAL_POLLS.count("left_out");
        }
        if (now > 0 && now != leftOut) {
            LOG.warnf(
                    "%d transmitters are not polled: at most %d of a realm are, and %d in all",
                    now, PollSelection.MOST_OF_A_REALM, PollSelection.MOST);
        }
        leftOut = now;
    }

    private record Named(PolledTransmitter polled, String name) {}

    private static PollSelection<Named> select(KeycloakSession session) {
        return PollSelection.of(session.realms()
                .getRealmsWithProviderTypeStream(SignalTransmitter.class)
                .filter(RealmModel::isEnabled)
                .sorted(Comparator.comparing(RealmModel::getId))
                .map(SignalPollers::polled)
                .toList());
    }

    private static List<Named> polled(RealmModel realm) {
        return realm.getComponentsStream(realm.getId(), SignalTransmitter.class.getName())
                .filter(PollSettings::isPolled)
                .map(component -> new Named(
                        new PolledTransmitter(realm.getId(), component.getId()), TransmitterSettings.name(component)))
                .sorted(Comparator.comparing(one -> one.polled().componentId()))
                .toList();
    }

    /** Aborts what is under way: what was not acknowledged comes again. */
    @Override
    public void close() {
        lookout.shutdownNow();
        clock.shutdownNow();
        http.close();
        schedule.close();
    }

    static ThreadFactory named(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }
}
