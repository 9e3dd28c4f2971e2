package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.PlannedEvent;
import java.util.List;
import org.keycloak.models.KeycloakSession;

/** Publishes security events in the transaction of a session: both the change and its events, or neither. */
interface SecurityEventPublisher {

    /**
     * Publishes the events of one cause.
     *
     * @param session the session whose transaction the events belong to
     * @param txn names the cause in every event (RFC 8417 section 2.2)
     * @param events the events
     */
    void publish(KeycloakSession session, String txn, List<PlannedEvent> events);
}
