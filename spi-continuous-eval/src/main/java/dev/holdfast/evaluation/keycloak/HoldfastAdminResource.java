package dev.holdfast.evaluation.keycloak;

import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.SessionHistoryProvider;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** What an administrator reads and does. */
public final class HoldfastAdminResource {

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;

    HoldfastAdminResource(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    /**
     * The history of a session: every observation with the decision on it and the reasons. Asks for the permission to view
     * the realm's users, as Keycloak's own view of sessions does.
     *
     * @param sessionId the {@code sid}
     * @return the history
     * @throws NotFoundException if nothing is known of the session
     */
    @GET
    @Path("sessions/{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public SessionHistoryRepresentation session(@PathParam("id") String sessionId) {
        permissions.users().requireView();
        return session.getProvider(SessionHistoryProvider.class)
                .histories()
                .find(SessionKey.ofSession(realm.getId(), sessionId))
                .map(history -> SessionHistoryRepresentation.of(sessionId, history))
                .orElseThrow(() -> new NotFoundException("No history of this session"));
    }

    /**
     * The decision journal of the realm.
     *
     * @return its resource
     */
    @Path("decisions")
    public DecisionsResource decisions() {
        return new DecisionsResource(session, realm, permissions);
    }

    /**
     * Replays of the journal under a proposed policy.
     *
     * @return their resource
     */
    @Path("policy-replays")
    public PolicyReplaysResource policyReplays() {
        return new PolicyReplaysResource(session, realm, permissions);
    }
}
