package dev.holdfast.evaluation.keycloak.ssf.poll;

import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;
import org.keycloak.executors.ExecutorsProvider;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.RealmModel;
import org.keycloak.models.utils.KeycloakModelUtils;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.delivery.poll.PollErrorRepresentation;
import org.keycloak.ssf.transmitter.delivery.poll.PollRequest;
import org.keycloak.ssf.transmitter.delivery.poll.PollResponse;
import org.keycloak.ssf.transmitter.resources.SsfStreamPollResource;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Keycloak's poll endpoint, which waits when there is nothing (RFC 8936 section 2.4). All checks and the acknowledgements are
 * Keycloak's, in the transaction of the request, which ends before the waiting begins.
 */
public final class LongPollResource {

    /** Under what proxies and clients usually give an answer, 60 s. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private static final String EXECUTOR = "holdfast-poll";

    private final KeycloakSession session;
    private final SsfTransmitterProvider transmitter;
    private final PollWaiters waiters;

    LongPollResource(KeycloakSession session, SsfTransmitterProvider transmitter, PollWaiters waiters) {
        this.session = session;
        this.transmitter = transmitter;
        this.waiters = waiters;
    }

    /**
     * Acknowledges, and gives the next events.
     *
     * @param clientId the receiver in the path; must be the caller
     * @param streamId the stream in the path; must be the caller's
     * @param request what the receiver asks; nothing means all defaults
     * @return 200 with events, or without when the time is over; otherwise Keycloak's refusal
     */
    @POST
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public CompletionStage<Response> poll(
            @PathParam("clientId") String clientId,
            @PathParam("streamId") String streamId,
            @Nullable PollRequest request) {
        PollRequest asked = request == null ? new PollRequest() : request;
        ClientModel caller = session.getContext().getClient();
        Optional<PollWaiters.Waiter> waiter =
                mayWait(asked) && caller != null ? waiters.register(caller.getId(), LONGEST) : Optional.empty();
        boolean waits = false;
        try {
            Response now = new SsfStreamPollResource(
                            session, transmitter.streamStore(), transmitter.pollDeliveryService())
                    .poll(clientId, streamId, asked);
            if (waiter.isEmpty()
                    || caller == null
                    || !(now.getEntity() instanceof PollResponse first)
                    || !first.getSets().isEmpty()) {
                return CompletableFuture.completedFuture(fresh(withReason(now)));
            }
            waits = true;
            return waiter.get().over().thenApplyAsync(resume(caller, streamId, asked), executor());
        } finally {
            if (!waits) {
                waiter.ifPresent(PollWaiters.Waiter::end);
            }
        }
    }

    private static boolean mayWait(PollRequest asked) {
        boolean acknowledgesOnly = asked.getMaxEvents() != null && asked.getMaxEvents() == 0;
        return !acknowledgesOnly && !Boolean.TRUE.equals(asked.getReturnImmediately());
    }

    private java.util.function.Function<Void, Response> resume(ClientModel caller, String streamId, PollRequest asked) {
        KeycloakSessionFactory sessions = session.getKeycloakSessionFactory();
        String realmId = session.getContext().getRealm().getId();
        String receiverId = caller.getId();
        PollRequest next = new PollRequest();
        next.setMaxEvents(asked.getMaxEvents());
        return woken -> KeycloakModelUtils.runJobInTransactionWithResult(
                sessions, own -> fresh(again(own, realmId, receiverId, streamId, next)));
    }

    /** Much can have changed meanwhile: whoever was switched off gets nothing more. */
    private static Response again(
            KeycloakSession own, String realmId, String receiverId, String streamId, PollRequest next) {
        RealmModel realm = own.realms().getRealm(realmId);
        if (realm != null) {
            own.getContext().setRealm(realm);
        }
        ClientModel receiver = realm == null ? null : realm.getClientById(receiverId);
        if (realm == null
                || receiver == null
                || !realm.isEnabled()
                || !receiver.isEnabled()
                || !Ssf.isTransmitterEnabled(realm)
                || !Boolean.parseBoolean(receiver.getAttribute("ssf.enabled"))) {
            return notFound();
        }
        SsfTransmitterProvider transmitter = own.getProvider(SsfTransmitterProvider.class);
        StreamConfig stream = transmitter.streamStore().getStreamForClient(receiver);
        if (stream == null || !streamId.equals(stream.getStreamId())) {
            return notFound();
        }
        return Response.ok(transmitter.pollDeliveryService().poll(receiver, next))
                .type(MediaType.APPLICATION_JSON_TYPE)
                .build();
    }

    private static Response notFound() {
        return Response.status(Response.Status.NOT_FOUND)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(new PollErrorRepresentation("stream_not_found", "Stream not found"))
                .build();
    }

    /** The token was good, else nobody would have come here: it is its scope or its client that is not enough. */
    private static Response withReason(Response response) {
        return response.getStatus() == Response.Status.UNAUTHORIZED.getStatusCode()
                ? Response.status(Response.Status.FORBIDDEN)
                        .header(HttpHeaders.WWW_AUTHENTICATE, BearerChallenge.INSUFFICIENT_SCOPE)
                        .build()
                : response;
    }

    private static Response fresh(Response response) {
        return Response.fromResponse(response)
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .build();
    }

    private ExecutorService executor() {
        return session.getProvider(ExecutorsProvider.class).getExecutor(EXECUTOR);
    }
}
