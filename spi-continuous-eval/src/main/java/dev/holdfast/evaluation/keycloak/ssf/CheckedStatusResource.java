package dev.holdfast.evaluation.keycloak.ssf;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.stream.StreamStatus;
import org.keycloak.ssf.stream.StreamStatusValue;
import org.keycloak.ssf.transmitter.resources.SsfStreamStatusResource;
import org.keycloak.ssf.transmitter.stream.StreamService;
import org.keycloak.ssf.transmitter.support.SsfAuthUtil;
import org.keycloak.ssf.transmitter.support.SsfErrorRepresentation;

/** Keycloak's status endpoint; a status that does not exist is refused with 400 instead of 500 (SSF 1.0 section 8.1.2.2). */
public final class CheckedStatusResource extends SsfStreamStatusResource {

    CheckedStatusResource(KeycloakSession session, StreamService streamService) {
        super(session, streamService);
    }

    @Override
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public Response getStreamStatus(@QueryParam("stream_id") String streamId) {
        return super.getStreamStatus(streamId);
    }

    @Override
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public Response updateStreamStatus(@Nullable StreamStatus streamStatus) {
        // Who may not ask at all is not told what would have been wrong.
        if (SsfAuthUtil.canManage() && (streamStatus == null || !isStatus(streamStatus.getStatus()))) {
            return Response.status(Response.Status.BAD_REQUEST)
                    .type(MediaType.APPLICATION_JSON_TYPE)
                    .entity(new SsfErrorRepresentation("stream_error", "Not a status: enabled, paused or disabled"))
                    .build();
        }
        return super.updateStreamStatus(streamStatus == null ? new StreamStatus() : streamStatus);
    }

    private static boolean isStatus(@Nullable String status) {
        return Arrays.stream(StreamStatusValue.values())
                .anyMatch(value -> value.getStatusCode().equals(status));
    }
}
