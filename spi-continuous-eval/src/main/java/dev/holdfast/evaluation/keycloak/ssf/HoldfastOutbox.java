package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.keycloak.ssf.delivery.WhenCommitted;
import jakarta.persistence.EntityManager;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import org.hibernate.Session;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;
import org.keycloak.ssf.Ssf;

/**
 * Keycloak's outbox, which tells when something was put into it or released, after the commit; and which keeps the pending events
 * of a stream that is updated: Keycloak compares their short names with long ones and buries them all.
 */
final class HoldfastOutbox extends OutboxStore {

    private final WhenCommitted whenCommitted;

    HoldfastOutbox(KeycloakSession session, WhenCommitted whenCommitted) {
        super(session);
        this.whenCommitted = whenCommitted;
    }

    /**
     * Without a look at what is there, without {@code on conflict do nothing}: a {@code jti} is new, and the table itself refuses a
     * second one. From the first row on each statement of the transaction is sent by itself: PostgreSQL's driver tells the values of a
     * batch that fails, and these are tokens. Rows are written when the transaction is committed, together with all that it changed, so
     * it cannot be said for them alone; transactions with events are short.
     */
    @Override
    protected String enqueueInStatus(
            OutboxEntryStatus status,
            String entryKind,
            String realmId,
            String ownerId,
            String containerId,
            String correlationId,
            String entryType,
            String payload,
            String metadata) {
        Instant now = Instant.now();
        OutboxEntryEntity row = new OutboxEntryEntity();
        row.setId(generateEntryId());
        row.setEntryKind(entryKind);
        row.setRealmId(realmId);
        row.setOwnerId(ownerId);
        row.setContainerId(containerId);
        row.setCorrelationId(correlationId);
        row.setEntryType(entryType);
        row.setPayload(payload);
        row.setMetadata(metadata);
        row.setStatus(status);
        row.setAttempts(0);
        row.setNextAttemptAt(now);
        row.setCreatedAt(now);
        EntityManager entities = getEntityManager();
        withoutBatches(entities.unwrap(Session.class));
        entities.persist(row);
        if (status == OutboxEntryStatus.PENDING) {
            whenCommitted.tell(session, entryKind, ownerId);
        }
        return row.getId();
    }

    private static void withoutBatches(Session database) {
        if (!Integer.valueOf(1).equals(database.getJdbcBatchSize())) {
            database.setJdbcBatchSize(1);
        }
    }

    /** Asks to be told of the commit: once it has begun it is too late. */
    void expect(String ownerId) {
        whenCommitted.tell(session, "ssf-push", ownerId);
        whenCommitted.tell(session, "ssf-poll", ownerId);
    }

    @Override
    public int releaseHeldForOwner(String entryKind, String ownerId) {
        int released = super.releaseHeldForOwner(entryKind, ownerId);
        if (released > 0) {
            whenCommitted.tell(session, entryKind, ownerId);
        }
        return released;
    }

    @Override
    public int deadLetterQueuedForOwnerNotMatchingTypes(
            String entryKind, String ownerId, Collection<String> allowedTypes, String reason) {
        Set<String> allowed = new HashSet<>(allowedTypes);
        for (String type : allowedTypes) {
            String alias = Ssf.events().getRegistry().resolveAliasForEventType(type);
            if (alias != null) {
                allowed.add(alias);
            }
        }
        if (!allowed.isEmpty()) {
            // What the transmitter itself has to say about the stream is never asked for.
            allowed.addAll(StreamEvents.ALIASES);
        }
        return super.deadLetterQueuedForOwnerNotMatchingTypes(entryKind, ownerId, allowed, reason);
    }
}
