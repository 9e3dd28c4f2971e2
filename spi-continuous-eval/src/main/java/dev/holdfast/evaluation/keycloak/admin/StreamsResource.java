package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.evaluation.keycloak.ssf.StreamOutbox;
import dev.holdfast.evaluation.keycloak.ssf.StreamOutbox.DeadLetter;
import dev.holdfast.evaluation.keycloak.ssf.StreamOutbox.StreamState;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.keycloak.common.Profile;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;

/** Streams of security events, named by the {@code clientId} of their receiver. */
public final class StreamsResource {

    private static final int MOST = 100;

    private final AdminCall call;

    StreamsResource(AdminCall call) {
        this.call = call;
    }

    /**
     * All streams of the realm with what waits for them. Needs to view the realm.
     *
     * @return the streams, none without the feature {@code ssf}
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<StreamState> list() {
        call.permissions().realm().requireViewRealm();
        return Profile.isFeatureEnabled(Profile.Feature.SSF) ? StreamOutbox.states(call.session()) : List.of();
    }

    /**
     * What could not be delivered to a receiver. Needs to view the realm.
     *
     * @param clientId the receiver
     * @param first how many are passed over, from 0
     * @param max how many are listed, from 1 to 100
     * @return events, oldest first, without their content
     */
    @GET
    @Path("{client}/dead-letters")
    @Produces(MediaType.APPLICATION_JSON)
    public List<DeadLetter> deadLetters(
            @PathParam("client") String clientId,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("20") int max) {
        call.permissions().realm().requireViewRealm();
        if (first < 0 || max < 1 || max > MOST) {
            throw call.badRequest("first is 0 or more, max from 1 to " + MOST);
        }
        return StreamOutbox.deadLetters(call.session(), call.client(clientId).getId(), first, max);
    }

    /**
     * Which to send again.
     *
     * @param ids events by id, 100 at most
     */
    public record ResendRepresentation(@Nullable List<String> ids) {}

    /**
     * What a resend did.
     *
     * @param queued how many wait again
     */
    public record ResentRepresentation(int queued) {}

    /**
     * Sends events again that could not be delivered, with the same {@code jti}. Needs to manage the realm. They go out at
     * once.
     *
     * @param clientId the receiver
     * @param wanted which
     * @return how many wait again
     */
    @POST
    @Path("{client}/dead-letters/resend")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public ResentRepresentation resend(@PathParam("client") String clientId, @Nullable ResendRepresentation wanted) {
        call.permissions().realm().requireManageRealm();
        List<String> ids = wanted == null || wanted.ids() == null ? List.of() : wanted.ids();
        if (ids.isEmpty() || ids.size() > MOST) {
            throw call.badRequest("ids names from 1 to " + MOST + " events");
        }
        ClientModel receiver = call.client(clientId);
        ResentRepresentation resent =
                new ResentRepresentation(StreamOutbox.resend(call.session(), receiver.getId(), ids));
        call.record(
                OperationType.ACTION,
                "HOLDFAST_STREAM",
                resent,
                Map.of("action", "resend", "client", clientId, "queued", String.valueOf(resent.queued())));
        return resent;
    }
}
