package dev.holdfast.evaluation.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.risk.keycloak.PolicyReplays;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.ClientErrorException;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/**
 * What a policy would have done in the last days, {@code …/holdfast/policy-replays}: a job, one for a realm at a time. All of
 * it asks for the permission to manage the realm.
 */
public final class PolicyReplaysResource {

    private static final int MOST_DAYS = 366;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;

    PolicyReplaysResource(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    /**
     * Starts a replay.
     *
     * @param body {@code policy}: the configuration of the executor {@code session-risk}, what is left out has its default;
     *     {@code days}: how far back, from 1, 7 if left out
     * @return 202 with the id of the replay
     * @throws BadRequestException if the policy is none or {@code days} is out of range; the message names the member
     * @throws ClientErrorException 409 if a replay runs in the realm
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response start(@Nullable ObjectNode body) {
        permissions.realm().requireManageRealm();
        if (body == null) {
            throw refused("a body is missing");
        }
        JsonNode days = body.path("days");
        if (!days.isMissingNode() && (!days.canConvertToInt() || days.asInt() < 1 || days.asInt() > MOST_DAYS)) {
            throw refused("days is not within 1 and " + MOST_DAYS);
        }
        Optional<String> id = start(body.path("policy"), Duration.ofDays(days.asInt(7)));
        if (id.isEmpty()) {
            throw new ClientErrorException("A replay runs in this realm", Response.Status.CONFLICT);
        }
        URI location = session.getContext()
                .getUri()
                .getAbsolutePathBuilder()
                .path(id.get())
                .build();
        return Response.accepted(Map.of("id", id.get())).location(location).build();
    }

    /**
     * Reads how a replay stands, and what came out.
     *
     * @param id the replay
     * @return its state
     * @throws NotFoundException if there is none, or it was cancelled
     */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public ReplayRepresentation find(@PathParam("id") String id) {
        permissions.realm().requireManageRealm();
        return replays().find(realm.getId(), id).map(ReplayRepresentation::of).orElseThrow(this::none);
    }

    /**
     * Cancels a replay that runs, forgets one that has ended.
     *
     * @param id the replay
     * @throws NotFoundException if there is none
     */
    @DELETE
    @Path("{id}")
    public void cancel(@PathParam("id") String id) {
        permissions.realm().requireManageRealm();
        if (!replays().cancel(realm.getId(), id)) {
            throw none();
        }
    }

    private Optional<String> start(JsonNode policy, Duration back) {
        if (!policy.isObject()) {
            throw refused("policy is not an object");
        }
        try {
            return replays().start(realm.getId(), policy.toString(), back);
        } catch (IllegalArgumentException e) {
            throw refused("policy: " + e.getMessage());
        }
    }

    private PolicyReplays replays() {
        return DecisionsResource.journal(session).replays();
    }

    private NotFoundException none() {
        return new NotFoundException("No such replay");
    }

    private static BadRequestException refused(String why) {
        return new BadRequestException(Response.status(Response.Status.BAD_REQUEST)
                .type(MediaType.APPLICATION_JSON)
                .entity(Map.of("error", why))
                .build());
    }
}
