package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.delivery.SubjectOrder;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hibernate.LockMode;
import org.hibernate.query.SelectionQuery;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;

/**
 * Takes events out of Keycloak's outbox for delivery. A claim is a lease: the row stays pending, but its next attempt lies
 * behind the lease, so that no other node sends it meanwhile, and a crash gives it back. An event is claimed only if no earlier
 * one of its subject waits or is being sent.
 */
final class OutboxClaims {

    /** Keycloak's name for events that are pushed. */
    static final String PUSH = "ssf-push";

    /** A batch that is not through by half of it is given up, so that nobody else sends the same row meanwhile. */
    static final Duration LEASE = Duration.ofMinutes(2);

    /** Beyond so many waiting events their followers are not looked for: they all wait. */
    private static final int MOST_HELD_BACK = 500;

    private static final String OF_RECEIVER = " from OutboxEntryEntity e where e.entryKind = '" + PUSH
            + "' and e.ownerId = :owner and e.status = :status and e.nextAttemptAt ";
    private static final String IN_ORDER = " order by e.createdAt, e.id";
    private static final String DUE = "select e.id, e.realmId, e.containerId" + OF_RECEIVER + "<= :now" + IN_ORDER;
    private static final String LOCK = "select e" + OF_RECEIVER + "<= :now" + IN_ORDER;
    private static final String NOT_DUE =
            "select e.payload, e.createdAt, e.nextAttemptAt" + OF_RECEIVER + "> :now" + IN_ORDER;
    private static final String PAYLOADS =
            "select e.payload, e.createdAt from OutboxEntryEntity e where e.id in (:ids)";
    private static final String LEASE_THEM =
            "update OutboxEntryEntity e set e.nextAttemptAt = :until where e.id in (:ids)";
    private static final String BURY = "update OutboxEntryEntity e set e.status = :dead, e.lastError = :reason"
            + " where e.entryKind = '" + PUSH + "' and e.ownerId = :owner and e.status = :status and ";

    /**
     * What is to be done for a receiver now.
     *
     * @param target where it goes; empty if there is nothing to send
     * @param claims the events, oldest first
     * @param nextDue when the next of those that wait is due
     */
    record Batch(Optional<PushTarget> target, List<Claim> claims, Optional<Instant> nextDue) {}

    private record HeldBack(String subject, long position) implements SubjectOrder.Queued {}

    private final KeycloakSession session;
    private final Targets targets;
    private final EntityManager entities;
    private final String receiverId;
    private final Instant now;

    /** Where the events of a receiver go. */
    @FunctionalInterface
    interface Targets {

        /** The target of a receiver in a realm, empty if it has none any more. */
        Optional<PushTarget> find(KeycloakSession session, String realmId, String receiverId);
    }

    private OutboxClaims(KeycloakSession session, Targets targets, String receiverId, Instant now) {
        this.session = session;
        this.targets = targets;
        this.entities = session.getProvider(JpaConnectionProvider.class).getEntityManager();
        this.receiverId = receiverId;
        this.now = now;
    }

    /**
     * Claims what is due for a receiver, in the transaction of the session.
     *
     * @param most at most so many
     */
    static Batch claim(KeycloakSession session, Targets targets, String receiverId, int most, Instant now) {
        return new OutboxClaims(session, targets, receiverId, now).claim(most);
    }

    private Batch claim(int most) {
        // Before the query for those that are not due: what another node takes in between is then seen by one of the
        // two.
        List<Object[]> due = ofReceiver(DUE, Object[].class).setMaxResults(most).getResultList();
        if (due.isEmpty()) {
            return new Batch(Optional.empty(), List.of(), nextDue(notDue()));
        }
        Optional<PushTarget> target = targets.find(session, (String) due.get(0)[1], receiverId);
        if (target.isEmpty()) {
            bury("1 = 1", Map.of(), "the stream is gone");
            return new Batch(Optional.empty(), List.of(), Optional.empty());
        }
        String streamId = target.get().streamId();
        if (due.stream().anyMatch(row -> row[2] != null && !streamId.equals(row[2]))) {
            bury("e.containerId <> :stream", Map.of("stream", streamId), "the stream was replaced");
        }
        target.get()
                .maxAge()
                .ifPresent(age -> bury(
                        "e.createdAt < :oldest",
                        Map.of("oldest", now.minus(age)),
                        "older than ssf.maxEventAgeSeconds"));
        return lock(target, due.stream().map(row -> (String) row[0]).toList());
    }

    private Batch lock(Optional<PushTarget> target, List<String> ids) {
        // Without the ids: a list of another length is another statement each time. What was written since is left for
        // later.
        var query = ofReceiver(LOCK, OutboxEntryEntity.class)
                .setMaxResults(ids.size())
                .setLockMode(LockModeType.PESSIMISTIC_WRITE);
        query.unwrap(SelectionQuery.class).setHibernateLockMode(LockMode.UPGRADE_SKIPLOCKED);
        Set<String> seen = new HashSet<>(ids);
        List<Claim> candidates = query.getResultList().stream()
                .filter(row -> seen.contains(row.getId()))
                .map(OutboxClaims::claimOf)
                .toList();
        List<Object[]> waiting = notDue();
        List<HeldBack> heldBack = new ArrayList<>();
        waiting.forEach(row -> heldBack.add(new HeldBack(SetSubject.of((String) row[0]), micros((Instant) row[1]))));
        Set<String> elsewhere = new HashSet<>(ids);
        candidates.forEach(candidate -> elsewhere.remove(candidate.id()));
        if (!elsewhere.isEmpty()) {
            entities.createQuery(PAYLOADS, Object[].class)
                    .setParameter("ids", elsewhere)
                    .getResultList()
                    .forEach(row ->
                            heldBack.add(new HeldBack(SetSubject.of((String) row[0]), micros((Instant) row[1]))));
        }
        long horizon =
                waiting.size() < MOST_HELD_BACK ? Long.MAX_VALUE : micros((Instant) waiting.get(waiting.size() - 1)[1]);
        List<Claim> free = SubjectOrder.free(candidates, heldBack).stream()
                .filter(claim -> claim.position() <= horizon)
                .toList();
        if (!free.isEmpty()) {
            entities.createQuery(LEASE_THEM)
                    .setParameter("until", now.plus(LEASE))
                    .setParameter("ids", free.stream().map(Claim::id).toList())
                    .executeUpdate();
        }
        // All that is due may wait for something that is not.
        return new Batch(target, free, nextDue(waiting));
    }

    private List<Object[]> notDue() {
        return ofReceiver(NOT_DUE, Object[].class).setMaxResults(MOST_HELD_BACK).getResultList();
    }

    private static Optional<Instant> nextDue(List<Object[]> waiting) {
        return waiting.stream().map(row -> (Instant) row[2]).min(Instant::compareTo);
    }

    private <T> jakarta.persistence.TypedQuery<T> ofReceiver(String query, Class<T> type) {
        return entities.createQuery(query, type)
                .setParameter("owner", receiverId)
                .setParameter("status", OutboxEntryStatus.PENDING)
                .setParameter("now", now);
    }

    private void bury(String which, Map<String, Object> parameters, String reason) {
        var query = entities.createQuery(BURY + which)
                .setParameter("dead", OutboxEntryStatus.DEAD_LETTER)
                .setParameter("reason", reason)
                .setParameter("owner", receiverId)
                .setParameter("status", OutboxEntryStatus.PENDING);
        new HashMap<>(parameters).forEach(query::setParameter);
        query.executeUpdate();
    }

    private static Claim claimOf(OutboxEntryEntity row) {
        return new Claim(
                row.getId(),
                row.getCorrelationId(),
                row.getPayload(),
                SetSubject.of(row.getPayload()),
                micros(row.getCreatedAt()),
                row.getCreatedAt(),
                row.getAttempts());
    }

    private static long micros(Instant at) {
        return ChronoUnit.MICROS.between(Instant.EPOCH, at);
    }
}
