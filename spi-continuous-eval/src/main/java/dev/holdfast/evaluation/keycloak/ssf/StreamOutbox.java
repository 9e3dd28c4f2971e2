package dev.holdfast.evaluation.keycloak.ssf;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.persistence.EntityManager;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.outbox.SsfOutboxKinds;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/** What of Keycloak's outbox an administrator is shown. The content of an event is not: it names sessions and keys. */
public final class StreamOutbox {

    private static final String LAST_SUCCESS =
            "select max(e.deliveredAt) from OutboxEntryEntity e where e.entryKind = :kind and e.ownerId = :owner";

    private static final String DEAD =
            "select e from OutboxEntryEntity e where e.realmId = :realm and e.ownerId = :owner"
                    + " and e.status = :status order by e.createdAt, e.id";

    private StreamOutbox() {}

    /**
     * A stream and what waits for it.
     *
     * @param client the receiver's client id
     * @param stream the id of the stream
     * @param status enabled, paused or disabled
     * @param delivery {@code push} or {@code poll}
     * @param waiting how many events are not delivered yet, held ones among them
     * @param deadLetters how many were given up
     * @param oldestWaiting when the oldest of those that wait was written, RFC 3339
     * @param lagSeconds how long that is ago, 0 if none waits
     * @param lastSuccess when an event was last delivered, RFC 3339, as long as Keycloak keeps delivered ones
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record StreamState(
            String client,
            String stream,
            String status,
            String delivery,
            long waiting,
            long deadLetters,
            @Nullable String oldestWaiting,
            long lagSeconds,
            @Nullable String lastSuccess) {}

    /**
     * An event that was given up.
     *
     * @param id names it here
     * @param jti of the SET
     * @param type its event type
     * @param created when it was written, RFC 3339
     * @param attempts how often it was tried
     * @param error what the last attempt ended with
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record DeadLetter(
            String id,
            String jti,
            String type,
            String created,
            int attempts,
            @Nullable String error) {}

    /**
     * The streams of the current realm.
     *
     * @param session the session of the request
     * @return the streams, none while the transmitter of the realm is off
     */
    public static List<StreamState> states(KeycloakSession session) {
        RealmModel realm = session.getContext().getRealm();
        if (!Ssf.isTransmitterEnabled(realm)) {
            return List.of();
        }
        return ReceivingStream.all(session).stream()
                .map(stream -> state(session, stream.config()))
                .toList();
    }

    private static StreamState state(KeycloakSession session, StreamConfig stream) {
        boolean poll = stream.getDelivery() != null
                && String.valueOf(stream.getDelivery().getMethod()).contains("poll");
        String kind = poll ? SsfOutboxKinds.POLL : SsfOutboxKinds.PUSH;
        OutboxStore store = new OutboxStore(session);
        Map<OutboxEntryStatus, Long> counts = new HashMap<>(store.countStatusesForOwner(kind, stream.getClientId()));
        Map<OutboxEntryStatus, Instant> oldest = store.oldestCreatedAtPerStatusForOwner(kind, stream.getClientId());
        Optional<Instant> oldestWaiting = OutboxEntryStatus.QUEUED.stream()
                .map(oldest::get)
                .filter(Objects::nonNull)
                .min(Instant::compareTo);
        Instant lastSuccess = entities(session)
                .createQuery(LAST_SUCCESS, Instant.class)
                .setParameter("kind", kind)
                .setParameter("owner", stream.getClientId())
                .getSingleResult();
        return new StreamState(
                String.valueOf(stream.getClientClientId()),
                String.valueOf(stream.getStreamId()),
                String.valueOf(stream.getStatus()),
                poll ? "poll" : "push",
                OutboxEntryStatus.QUEUED.stream()
                        .mapToLong(status -> counts.getOrDefault(status, 0L))
                        .sum(),
                counts.getOrDefault(OutboxEntryStatus.DEAD_LETTER, 0L),
                oldestWaiting.map(Instant::toString).orElse(null),
                oldestWaiting
                        .map(at ->
                                Math.max(0, Duration.between(at, Instant.now()).toSeconds()))
                        .orElse(0L),
                lastSuccess == null ? null : lastSuccess.toString());
    }

    /**
     * What was given up for a receiver.
     *
     * @param session the session of the request
     * @param receiverId the receiver's client, by Keycloak's own id
     * @param first how many are passed over
     * @param max how many are listed
     * @return oldest first
     */
    public static List<DeadLetter> deadLetters(KeycloakSession session, String receiverId, int first, int max) {
        return entities(session)
                .createQuery(DEAD, OutboxEntryEntity.class)
                .setParameter("realm", session.getContext().getRealm().getId())
                .setParameter("owner", receiverId)
                .setParameter("status", OutboxEntryStatus.DEAD_LETTER)
                .setFirstResult(first)
                .setMaxResults(max)
                .getResultList()
                .stream()
                .map(row -> new DeadLetter(
                        row.getId(),
                        row.getCorrelationId(),
                        row.getEntryType(),
                        row.getCreatedAt().toString(),
                        row.getAttempts(),
                        row.getLastError()))
                .toList();
    }

    /**
     * Lets events wait again that were given up; they go out after the commit.
     *
     * @param session the session of the request
     * @param receiverId the receiver's client, by Keycloak's own id
     * @param ids which; those of others and those that were not given up are passed over
     * @return how many wait again
     */
    public static int resend(KeycloakSession session, String receiverId, List<String> ids) {
        OutboxStore store = new OutboxStore(session);
        String realmId = session.getContext().getRealm().getId();
        int queued = 0;
        for (String id : ids) {
            OutboxEntryEntity row = store.findById(id);
            if (row != null
                    && row.getRealmId().equals(realmId)
                    && row.getOwnerId().equals(receiverId)
                    && row.getStatus() == OutboxEntryStatus.DEAD_LETTER) {
                row.setStatus(OutboxEntryStatus.PENDING);
                row.setAttempts(0);
                row.setNextAttemptAt(Instant.now());
                queued++;
            }
        }
        if (queued > 0) {
            wake(session, receiverId);
        }
        return queued;
    }

    /** Else they wait for Keycloak's timer. */
    private static void wake(KeycloakSession session, String receiverId) {
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        if (transmitter != null
                && transmitter.context().outboxStoreFactory().apply(session) instanceof HoldfastOutbox outbox) {
            outbox.expect(receiverId);
        }
    }

    private static EntityManager entities(KeycloakSession session) {
        return session.getProvider(JpaConnectionProvider.class).getEntityManager();
    }
}
