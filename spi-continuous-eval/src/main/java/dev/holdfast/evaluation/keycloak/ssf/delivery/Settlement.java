package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Delivered;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Refused;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Undeliverable;
import dev.holdfast.evaluation.delivery.RetrySchedule;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;

/** Writes down what became of a batch, in one transaction for all of it. */
final class Settlement {

    /** Delivered is delivered, also if the stream was paused meanwhile. */
    private static final String DELIVERED =
            "update OutboxEntryEntity e set e.status = :delivered, e.deliveredAt = :now, e.attempts = e.attempts + 1,"
                    + " e.lastError = null where e.id in (:ids) and e.status in (:queued)";

    private static final String GIVE_BACK =
            "update OutboxEntryEntity e set e.nextAttemptAt = :now where e.id in (:ids) and e.status = :pending";

    private final RetrySchedule schedule;

    Settlement(RetrySchedule schedule) {
        this.schedule = schedule;
    }

    /**
     * Writes down what became of claims; one without a verdict was not sent and is given back.
     *
     * @return when the next of them is to be tried again
     */
    Optional<Instant> settle(KeycloakSession session, List<Claim> claims, Map<Claim, DeliveryVerdict> verdicts) {
        EntityManager entities =
                session.getProvider(JpaConnectionProvider.class).getEntityManager();
        Instant now = Instant.now();
        List<String> delivered = new ArrayList<>();
        List<String> unsent = new ArrayList<>();
        Optional<Instant> next = Optional.empty();
        for (Claim claim : claims) {
            DeliveryVerdict verdict = verdicts.get(claim);
            if (verdict == null) {
                unsent.add(claim.id());
            } else if (verdict instanceof Delivered) {
                delivered.add(claim.id());
            } else {
                next = earlier(next, fail(session, claim, verdict, now));
            }
        }
        if (!delivered.isEmpty()) {
            entities.createQuery(DELIVERED)
                    .setParameter("delivered", OutboxEntryStatus.DELIVERED)
                    .setParameter("now", now)
                    .setParameter("ids", delivered)
                    .setParameter("queued", OutboxEntryStatus.QUEUED)
                    .executeUpdate();
        }
        if (!unsent.isEmpty()) {
            entities.createQuery(GIVE_BACK)
                    .setParameter("now", now)
                    .setParameter("ids", unsent)
                    .setParameter("pending", OutboxEntryStatus.PENDING)
                    .executeUpdate();
        }
        return next;
    }

    private Optional<Instant> fail(KeycloakSession session, Claim claim, DeliveryVerdict verdict, Instant now) {
        OutboxStore store = new OutboxStore(session);
        OutboxEntryEntity row = store.findById(claim.id());
        if (row == null || row.getStatus() != OutboxEntryStatus.PENDING) {
            // Paused, disabled or deleted meanwhile.
            return Optional.empty();
        }
        int attempts = row.getAttempts() + 1;
        double random = ThreadLocalRandom.current().nextDouble();
        if (verdict instanceof Undeliverable dead) {
            store.markDeadLetter(row, dead.reason());
            return Optional.empty();
        }
        if (verdict instanceof Refused refused) {
            if (schedule.isExhausted(attempts)) {
                store.markDeadLetter(row, refused.reason());
                return Optional.empty();
            }
            Instant again = now.plus(schedule.afterRefusal(attempts, random));
            store.recordFailure(row, again, refused.reason());
            return Optional.of(again);
        }
        Unavailable down = (Unavailable) verdict;
        Instant again = now.plus(down.retryAfter().orElseGet(() -> RetrySchedule.whenUnavailable(attempts, random)));
        store.recordFailure(row, again, down.reason());
        return Optional.of(again);
    }

    private static Optional<Instant> earlier(Optional<Instant> one, Optional<Instant> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return one.get().isBefore(other.get()) ? one : other;
    }
}
