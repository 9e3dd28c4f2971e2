package dev.holdfast.evaluation.keycloak;

import org.keycloak.models.UserSessionModel;

/**
 * A session of Keycloak's, as far as it is needed to end it.
 *
 * @param id the {@code sid}
 * @param userId its user, the service account for {@code client_credentials}
 * @param clientId the client that is named as the one that acted
 */
public record LiveSession(String id, String userId, String clientId) {

    static LiveSession of(UserSessionModel session, String clientId) {
        return new LiveSession(session.getId(), session.getUser().getId(), clientId);
    }
}
