package dev.holdfast.evaluation.keycloak.ssf.poll;

import java.util.Set;
import org.jboss.logging.Logger;
import org.keycloak.connections.jpa.JpaConnectionProvider;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.jpa.entities.OutboxEntryStatus;
import org.keycloak.models.utils.KeycloakModelUtils;

/** Looks for what other nodes have committed: one short query for all polls that wait, none while none waits. */
public final class OtherNodes {

    private static final Logger LOG = Logger.getLogger(OtherNodes.class);
    private static final String PENDING = "select distinct e.ownerId from OutboxEntryEntity e"
            + " where e.entryKind = 'ssf-poll' and e.status = :pending and e.ownerId in (:waiting)";

    private final KeycloakSessionFactory sessions;
    private final PollWaiters waiters;

    /** Makes it. */
    public OtherNodes(KeycloakSessionFactory sessions, PollWaiters waiters) {
        this.sessions = sessions;
        this.waiters = waiters;
    }

    /** Wakes those for whom something is there; does not throw. */
    public void look() {
        Set<String> waiting = waiters.receivers();
        if (waiting.isEmpty()) {
            return;
        }
        try {
            KeycloakModelUtils.runJobInTransactionWithResult(
                            sessions,
                            session -> session.getProvider(JpaConnectionProvider.class)
                                    .getEntityManager()
                                    .createQuery(PENDING, String.class)
                                    .setParameter("pending", OutboxEntryStatus.PENDING)
                                    .setParameter("waiting", waiting)
                                    .getResultList())
                    .forEach(waiters::wake);
        } catch (RuntimeException e) {
            LOG.warnf("Could not look for polled events: %s", e.getClass().getName());
        }
    }
}
