package dev.holdfast.evaluation.keycloak.ssf.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.outbox.OutboxConfig;
import org.keycloak.events.outbox.OutboxDeliveryHandler;
import org.keycloak.events.outbox.OutboxDrainerTask;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;
import org.keycloak.ssf.transmitter.metrics.SsfMetricsBinder;
import org.keycloak.ssf.transmitter.metrics.SsfMetricsBinder.DrainerOutcome;

/**
 * Keycloak's timer, which stays as the safety net: it sends nothing itself, within its transaction, but wakes the workers of
 * those for whom something is due, such as the rows of a node that crashed. Its housekeeping covers polled events too, which
 * Keycloak's own never does.
 */
public final class DrainerTick extends OutboxDrainerTask {

    private static final String POLL = "ssf-poll";
    private static final String DUE = "select distinct e.ownerId from OutboxEntryEntity e"
            + " where e.entryKind = :kind and e.status = :pending and e.nextAttemptAt <= :now";

    /** Hears the id of a receiver in a session; so the waking comes after the timer's transaction. */
    @FunctionalInterface
    public interface Wake {

        /** Something is due for a receiver. */
        void receiver(KeycloakSession session, String receiverId);
    }

    private final Wake wake;
    private final Consumer<KeycloakSession> streams;
    private final SsfMetricsBinder metrics;

    /**
     * Makes it.
     *
     * @param config as for Keycloak's own
     * @param handler as for Keycloak's own; it is not called
     * @param stores as for Keycloak's own
     * @param wake wakes the worker of a receiver
     * @param streams looks after streams whose receivers are gone
     * @param metrics Keycloak's, of which it records the timer's
     */
    public DrainerTick(
            OutboxConfig config,
            OutboxDeliveryHandler handler,
            Function<KeycloakSession, OutboxStore> stores,
            Wake wake,
            Consumer<KeycloakSession> streams,
            SsfMetricsBinder metrics) {
        super(config, handler, stores);
        this.wake = wake;
        this.streams = streams;
        this.metrics = metrics;
    }

    @Override
    public void run(KeycloakSession session) {
        Instant begin = Instant.now();
        DrainerOutcome outcome = DrainerOutcome.ERROR;
        try {
            super.run(session);
            streams.accept(session);
            outcome = DrainerOutcome.OK;
        } finally {
            metrics.recordDrainerTick(outcome, Duration.between(begin, Instant.now()));
        }
    }

    @Override
    protected void drain(KeycloakSession session, OutboxStore store) {
        List<String> receivers = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(DUE, String.class)
                .setParameter("kind", config.entryKind())
                .setParameter("pending", OutboxEntryStatus.PENDING)
                .setParameter("now", Instant.now())
                .getResultList();
        receivers.forEach(receiver -> wake.receiver(session, receiver));
    }

    @Override
    protected void promoteStaleQueuedToDeadLetter(OutboxStore store) {
        super.promoteStaleQueuedToDeadLetter(store);
        if (isSet(config.pendingMaxAge())) {
            Instant cutoff = Instant.now().minus(config.pendingMaxAge());
            store.promoteStaleQueuedToDeadLetter(POLL, cutoff, "queued exceeded pendingMaxAge");
        }
    }

    @Override
    protected void purgeDeliveredOlderThanRetention(OutboxStore store) {
        super.purgeDeliveredOlderThanRetention(store);
        if (isSet(config.deliveredRetention())) {
            store.purgeDeliveredOlderThan(POLL, Instant.now().minus(config.deliveredRetention()));
        }
    }

    @Override
    protected void purgeDeadLetterOlderThanRetention(OutboxStore store) {
        super.purgeDeadLetterOlderThanRetention(store);
        if (isSet(config.deadLetterRetention())) {
            store.purgeDeadLetterOlderThan(POLL, Instant.now().minus(config.deadLetterRetention()));
        }
    }

    private static boolean isSet(@org.jspecify.annotations.Nullable Duration duration) {
        return duration != null && !duration.isZero() && !duration.isNegative();
    }
}
