package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.risk.history.Outcome;
import jakarta.ws.rs.ForbiddenException;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.services.ErrorResponse;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.resources.admin.AdminEventBuilder;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * One call of the admin REST.
 *
 * @param session the session of the request
 * @param realm the realm
 * @param permissions what the caller may do
 * @param events where changes are recorded
 */
record AdminCall(
        KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions, AdminEventBuilder events) {

    private static final int LONGEST_REASON = 255;

    /** A client by its {@code clientId}; whoever may not even list clients does not learn whether there is one. */
    ClientModel client(String clientId) {
        ClientModel client = session.clients().getClientByClientId(realm, clientId);
        if (client != null) {
            return client;
        }
        throw permissions.clients().canList() ? new NotFoundException("No such client") : new ForbiddenException();
    }

    /** Why, in the words of the administrator: relying parties and admin events are told. */
    String reason(@Nullable ReasonRepresentation given) {
        String reason =
                given == null || given.reason() == null ? "" : given.reason().strip();
        if (reason.isEmpty()
                || reason.length() > LONGEST_REASON
                || reason.chars().anyMatch(Character::isISOControl)) {
            throw badRequest("reason is required: a line of at most " + LONGEST_REASON + " characters");
        }
        return reason;
    }

    /** Names one act of an administrator. */
    String cause() {
        return "admin " + UUID.randomUUID();
    }

    /** Which decisions are asked for; a word that is none would match nothing for ever. */
    Optional<String> answer(@Nullable String given) {
        if (given != null && !Outcome.ANSWERS.contains(given)) {
            throw badRequest("decision is one of " + String.join(", ", Outcome.ANSWERS));
        }
        return Optional.ofNullable(given);
    }

    ErrorResponseException badRequest(String message) {
        return ErrorResponse.error(message, Response.Status.BAD_REQUEST);
    }

    /** Records a change as an admin event. */
    void record(OperationType operation, String resource, Object representation, Map<String, String> details) {
        record(events, operation, resource, representation, details);
    }

    /** As {@link #record}, in a transaction of its own: of what holds though the request is rolled back. */
    void recordAlone(OperationType operation, String resource, Object representation, Map<String, String> details) {
        KeycloakModelUtils.runJobInTransaction(
                session.getKeycloakSessionFactory(),
                session.getContext(),
                own -> record(events.clone(own), operation, resource, representation, details));
    }

    private void record(
            AdminEventBuilder event,
            OperationType operation,
            String resource,
            Object representation,
            Map<String, String> details) {
        event.operation(operation)
                .resource(resource)
                .resourcePath(session.getContext().getUri())
                .representation(representation);
        details.forEach((name, value) -> event.detail("holdfast_" + name, value));
        event.success();
    }
}
