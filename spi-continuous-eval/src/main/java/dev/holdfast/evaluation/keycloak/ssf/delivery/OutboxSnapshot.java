package dev.holdfast.evaluation.keycloak.ssf.delivery;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;

/** How much is in the outbox, and for whom. */
final class OutboxSnapshot {

    /** Those with most events; what comes after is not shown. */
    static final int MOST_ROWS = 600;

    private static final String COUNT = "select e.realmId, e.ownerId, e.entryKind, e.status, count(e), min(e.createdAt)"
            + " from OutboxEntryEntity e where e.entryKind in ('ssf-push', 'ssf-poll') and e.status in (:shown)"
            + " group by e.realmId, e.ownerId, e.entryKind, e.status order by count(e) desc";

    private static final Set<OutboxEntryStatus> SHOWN =
            Set.of(OutboxEntryStatus.PENDING, OutboxEntryStatus.HELD, OutboxEntryStatus.DEAD_LETTER);

    private OutboxSnapshot() {}

    /**
     * One number.
     *
     * @param realm the realm's name
     * @param receiver the client id
     * @param delivery {@code push} or {@code poll}
     * @param status of the events
     * @param events how many
     * @param oldest when the oldest was written
     */
    record Depth(String realm, String receiver, String delivery, String status, long events, Instant oldest) {

        boolean waits() {
            return status.equals(OutboxEntryStatus.PENDING.name());
        }
    }

    /** Counts, in the transaction of the session. */
    static List<Depth> take(KeycloakSession session) {
        return session
                .getProvider(JpaConnectionProvider.class)
                .getEntityManager()
                .createQuery(COUNT, Object[].class)
                .setParameter("shown", SHOWN)
                .setMaxResults(MOST_ROWS)
                .getResultList()
                .stream()
                .flatMap(row -> depth(session, row).stream())
                .toList();
    }

    /** Nothing of what is deleted: Keycloak is about to remove its events too. */
    private static Optional<Depth> depth(KeycloakSession session, Object[] row) {
        RealmModel realm = session.realms().getRealm((String) row[0]);
        ClientModel receiver = realm == null ? null : realm.getClientById((String) row[1]);
        return realm == null || receiver == null
                ? Optional.empty()
                : Optional.of(new Depth(
                        realm.getName(),
                        receiver.getClientId(),
                        ((String) row[2]).replace("ssf-", ""),
                        ((OutboxEntryStatus) row[3]).name(),
                        (Long) row[4],
                        (Instant) row[5]));
    }
}
