package dev.holdfast.evaluation.keycloak.ssf;

import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.query.SelectionQuery;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.outbox.OutboxBackoff;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;

/**
 * Takes events out of Keycloak's outbox for delivery. A claim is a lease: the row stays pending, but its next attempt lies
 * behind the lease, so that neither another node nor Keycloak's timer sends it meanwhile, and a crash gives it back.
 */
final class OutboxClaims {

    /** Keycloak's name for events that are pushed. */
    static final String PUSH = "ssf-push";

    /** A batch that is not through by half of it is given up, so that nobody else sends the same row meanwhile. */
    static final Duration LEASE = Duration.ofMinutes(2);

    private static final int BATCH = 20;

    private static final String DUE =
            "select e from OutboxEntryEntity e where e.entryKind = :kind and e.ownerId = :owner and e.status = :status"
                    + " and e.nextAttemptAt <= :now order by e.createdAt";

    private OutboxClaims() {}

    /**
     * A claimed event.
     *
     * @param id the row
     * @param realmId its realm
     * @param streamId the stream it is for
     * @param jti the id of the SET
     * @param set the signed SET
     */
    record Claim(String id, String realmId, String streamId, String jti, String set) {}

    /** Claims what is due for a receiver, oldest first, in the transaction of the session. */
    static List<Claim> claim(KeycloakSession session, String receiverId) {
        Instant now = Instant.now();
        var query = session.getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(DUE, OutboxEntryEntity.class)
                .setParameter("kind", PUSH)
                .setParameter("owner", receiverId)
                .setParameter("status", OutboxEntryStatus.PENDING)
                .setParameter("now", now)
                .setMaxResults(BATCH)
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
        query.unwrap(SelectionQuery.class).setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED);
        List<OutboxEntryEntity> due = query.getResultList();
        due.forEach(row -> row.setNextAttemptAt(now.plus(LEASE)));
        return due.stream()
                .map(row -> new Claim(
                        row.getId(), row.getRealmId(), row.getContainerId(), row.getCorrelationId(), row.getPayload()))
                .toList();
    }

    /** Writes down what became of a claim, in the transaction of the session. */
    static void settle(KeycloakSession session, Claim claim, Optional<String> failure, OutboxBackoff backoff) {
        OutboxStore store = new OutboxStore(session);
        OutboxEntryEntity row = store.findById(claim.id());
        if (row == null || row.getStatus() != OutboxEntryStatus.PENDING) {
            return;
        }
        int attempts = row.getAttempts() + 1;
        if (failure.isEmpty()) {
            store.markDelivered(row);
        } else if (backoff.isExhausted(attempts)) {
            store.markDeadLetter(row, failure.get());
        } else {
            store.recordFailure(row, backoff.computeNextAttemptAt(Instant.now(), attempts), failure.get());
        }
    }
}
