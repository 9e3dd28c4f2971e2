package dev.holdfast.evaluation.keycloak.ssf;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.jpa.entities.OutboxEntryEntity;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;

/** The events of a receiver that were given up, pushed or polled; they are kept as long as Keycloak keeps them (30 days). */
public final class DeadLetters {

    private static final String LIST = "select e from OutboxEntryEntity e where e.ownerId = :owner and e.status = :dead"
            + " and e.entryKind in ('ssf-push', 'ssf-poll') order by e.createdAt, e.id";

    private DeadLetters() {}

    /**
     * One of them.
     *
     * @param jti the id of the SET
     * @param type the short name of the event
     * @param delivery {@code push} or {@code poll}
     * @param createdAt when it was written
     * @param attempts how often it was tried
     * @param reason why it was given up; the words of the receiver are reduced to its error code
     */
    public record DeadLetter(
            String jti, String type, String delivery, Instant createdAt, int attempts, String reason) {}

    /**
     * Lists them, the oldest first, in the transaction of the session.
     *
     * @param receiverId the id of the receiver's client, not its client id
     * @param first how many to skip
     * @param most at most so many
     */
    public static List<DeadLetter> of(KeycloakSession session, String receiverId, int first, int most) {
        return session
                .getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(LIST, OutboxEntryEntity.class)
                .setParameter("owner", receiverId)
                .setParameter("dead", OutboxEntryStatus.DEAD_LETTER)
                .setFirstResult(first)
                .setMaxResults(most)
                .getResultList()
                .stream()
                .map(row -> new DeadLetter(
                        row.getCorrelationId(),
                        row.getEntryType(),
                        row.getEntryKind().replace("ssf-", ""),
                        row.getCreatedAt(),
                        row.getAttempts(),
                        String.valueOf(row.getLastError())))
                .toList();
    }

    /**
     * Sends some of them again, with the same {@code jti}, after the commit of the session's transaction.
     *
     * @param receiverId the id of the receiver's client
     * @param jtis which, at most 1000
     * @return how many were dead letters of this receiver
     */
    public static int resend(KeycloakSession session, String receiverId, Collection<String> jtis) {
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        if (transmitter == null
                || !(transmitter.context().outboxStoreFactory().apply(session) instanceof HoldfastOutbox outbox)) {
            return 0;
        }
        return outbox.resend("ssf-push", receiverId, jtis) + outbox.resend("ssf-poll", receiverId, jtis);
    }
}
