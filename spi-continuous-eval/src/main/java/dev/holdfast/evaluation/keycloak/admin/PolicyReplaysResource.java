package dev.holdfast.evaluation.keycloak.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.risk.keycloak.PolicyReplays;
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
import org.keycloak.events.admin.OperationType;
import org.keycloak.services.ErrorResponseException;

/**
 * What a policy would have done in the last days, {@code …/holdfast/policy-replays}: a job, one for a realm at a time. All of
 * it asks for the permission to manage the realm.
 */
public final class PolicyReplaysResource {

    private static final String RESOURCE = "HOLDFAST_POLICY_REPLAY";
    private static final int MOST_DAYS = 366;

    private final AdminCall call;

    PolicyReplaysResource(AdminCall call) {
        this.call = call;
    }

    /**
     * Starts a replay.
     *
     * @param body {@code policy}: the configuration of the executor {@code session-risk}, what is left out has its default;
     *     {@code days}: how far back, from 1, 7 if left out
     * @return 202 with the id of the replay
     * @throws ErrorResponseException 400 if the policy is none or {@code days} is out of range; the message names the member
     * @throws ClientErrorException 409 if a replay runs in the realm
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response start(@Nullable ObjectNode body) {
        call.permissions().realm().requireManageRealm();
        if (body == null) {
            throw call.badRequest("a body is missing");
        }
        JsonNode days = body.path("days");
        if (!days.isMissingNode() && (!days.canConvertToInt() || days.asInt() < 1 || days.asInt() > MOST_DAYS)) {
            throw call.badRequest("days is not within 1 and " + MOST_DAYS);
        }
        int back = days.asInt(7);
        Optional<String> id = start(body.path("policy"), Duration.ofDays(back));
        if (id.isEmpty()) {
            throw new ClientErrorException("A replay runs in this realm", Response.Status.CONFLICT);
        }
        call.record(
                OperationType.ACTION,
                RESOURCE,
                body,
                Map.of("action", "start", "replay", id.get(), "days", String.valueOf(back)));
        URI location = call.session()
                .getContext()
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
        call.permissions().realm().requireManageRealm();
        return replays()
                .find(call.realm().getId(), id)
                .map(ReplayRepresentation::of)
                .orElseThrow(this::none);
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
        call.permissions().realm().requireManageRealm();
        if (!replays().cancel(call.realm().getId(), id)) {
            throw none();
        }
        call.record(OperationType.DELETE, RESOURCE, Map.of("id", id), Map.of("action", "cancel", "replay", id));
    }

    private Optional<String> start(JsonNode policy, Duration back) {
        if (!policy.isObject()) {
            throw call.badRequest("policy is not an object");
        }
        try {
            return replays().start(call.realm().getId(), policy.toString(), back);
        } catch (IllegalArgumentException e) {
            throw call.badRequest("policy: " + e.getMessage());
        }
    }

    private PolicyReplays replays() {
        return DecisionsResource.journal(call.session()).replays();
    }

    private NotFoundException none() {
        return new NotFoundException("No such replay");
    }
}
