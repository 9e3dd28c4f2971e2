package dev.holdfast.risk.keycloak.event;

import java.util.List;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.events.Errors;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Raises the events that Keycloak cannot: its own error event of a refused request knows neither the session nor the user, and
 * nothing of a session that ends outside of a request. Of a type that no transmitter of security events tells on: those are
 * published by whoever ends the session.
 */
public final class TrustEvents {

    private static final Logger LOG = Logger.getLogger(TrustEvents.class);

    private TrustEvents() {}

    /**
     * Whose trust it is about.
     *
     * @param clientId the client
     * @param sessionId the session, empty where there is none that lasts
     * @param userId its user
     */
    public record About(String clientId, Optional<String> sessionId, Optional<String> userId) {}

    /**
     * Says that a session has ended: {@code REVOKE_GRANT}. It is kept at once, whatever becomes of the request, and never
     * fails it.
     *
     * @param session with the realm
     * @param about whose
     * @param details of the decision
     */
    public static void ended(KeycloakSession session, About about, DecisionDetails details) {
        raise(session, List.of(about), details, Optional.empty());
    }

    /**
     * Says that sessions have ended by one cause, all in one transaction.
     *
     * @param session with the realm
     * @param all whose
     * @param details of the decision
     */
    public static void ended(KeycloakSession session, List<About> all, DecisionDetails details) {
        raise(session, all, details, Optional.empty());
    }

    /**
     * Says that a request was refused and the session, if there is one, goes on: {@code REVOKE_GRANT_ERROR}. Kept as the other.
     *
     * @param session with the realm
     * @param about whose
     * @param details of the decision
     */
    public static void refused(KeycloakSession session, About about, DecisionDetails details) {
        raise(session, List.of(about), details, Optional.of(Errors.ACCESS_DENIED));
    }

    private static void raise(
            KeycloakSession session, List<About> all, DecisionDetails details, Optional<String> error) {
        if (all.isEmpty()) {
            return;
        }
        try {
            KeycloakModelUtils.runJobInTransaction(
                    session.getKeycloakSessionFactory(),
                    session.getContext(),
                    own -> all.forEach(about -> raise(own, about, details, error)));
        } catch (RuntimeException e) {
            LOG.errorf(
                    "%d events about client %s could not be kept: %s",
                    all.size(), all.get(0).clientId(), e.getClass().getName());
        }
    }

    private static void raise(KeycloakSession own, About about, DecisionDetails details, Optional<String> error) {
        // Without the address of the caller: it stands in Keycloak's own event, and nowhere of ours.
        EventBuilder event = new EventBuilder(own.getContext().getRealm(), own)
                .event(EventType.REVOKE_GRANT)
                .client(about.clientId())
                .session(about.sessionId().orElse(null))
                .user(about.userId().orElse(null))
                // Else each had one more transaction.
                .storeImmediately(false);
        details.addTo(event);
        error.ifPresentOrElse(event::error, event::success);
    }
}
