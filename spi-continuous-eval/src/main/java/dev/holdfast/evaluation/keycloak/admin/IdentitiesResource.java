package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.binding.keycloak.ClientKeys;
import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.evaluation.keycloak.LiveSession;
import dev.holdfast.evaluation.keycloak.LiveSessions;
import dev.holdfast.evaluation.keycloak.SessionEnding;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.keycloak.KnownReports;
import dev.holdfast.risk.report.ReportSubject;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.response.Initiator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.utils.KeycloakModelUtils;

/**
 * Identities, named by their {@code clientId}. Viewing needs to view the client, changing to manage it, as for Keycloak's own
 * clients; ending its sessions needs to manage users too.
 */
public final class IdentitiesResource {

    private static final String RESOURCE = "HOLDFAST_IDENTITY";

    /** So many sessions end in one call. */
    private static final int MOST_ENDED = 5_000;

    /** So many sessions of a client are looked at to find those of a key. */
    private static final int SCANNED = 2_000;

    private final AdminCall call;

    IdentitiesResource(AdminCall call) {
        this.call = call;
    }

    /**
     * What is known of an identity, in words.
     *
     * @param clientId the client
     * @return its profile, its keys and how many sessions it has
     */
    @GET
    @Path("{client}")
    @Produces(MediaType.APPLICATION_JSON)
    public IdentityRepresentation get(@PathParam("client") String clientId) {
        ClientModel client = call.client(clientId);
        call.permissions().clients().requireView(client);
        return new IdentityView(call).of(client);
    }

    /**
     * Ends everything of an identity: its sessions, and its tokens without a session, which relying parties are told to refuse
     * and which are not accepted from now on where they are introspected or refreshed.
     *
     * @param clientId the client
     * @param reason why
     * @return how many sessions ended
     */
    @POST
    @Path("{client}/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public EndedRepresentation revoke(@PathParam("client") String clientId, @Nullable ReasonRepresentation reason) {
        ClientModel client = managed(clientId);
        call.permissions().users().requireManage();
        String why = call.reason(reason);
        // Tokens of this very second are meant too: Keycloak refuses what was issued before.
        endTokensBefore(client, Instant.now().getEpochSecond() + 1);
        return recorded(Map.of("action", "revoke", "client", clientId, "reason", why), () -> {
            new SessionEnding(call.session(), Initiator.ADMIN).endTokens(clientId, Optional.empty(), why);
            return end(new LiveSessions(call.session()).ofClient(client, 0, MOST_ENDED + 1), why);
        });
    }

    /**
     * Demands a fresh proof of the key from every instance of an identity before it gets tokens again.
     *
     * @param clientId the client
     * @param reason why
     * @return the identity
     */
    @POST
    @Path("{client}/rebind")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public IdentityRepresentation rebind(@PathParam("client") String clientId, @Nullable ReasonRepresentation reason) {
        ClientModel client = managed(clientId);
        String why = call.reason(reason);
        KnownReports.of(call.session())
                .add(
                        ReportSubject.client(call.realm().getId(), clientId),
                        new RiskReport(
                                call.cause(),
                                Instant.now(),
                                RiskReport.Kind.PROOF_DEMANDED,
                                0,
                                "an administrator: " + why));
        IdentityRepresentation now = new IdentityView(call).of(client);
        call.record(OperationType.ACTION, RESOURCE, now, Map.of("action", "rebind", "client", clientId, "reason", why));
        return now;
    }

    /**
     * The keys that are named for an identity.
     *
     * @param clientId the client
     * @return registered and barred ones, and whether only registered ones are accepted
     */
    @GET
    @Path("{client}/keys")
    @Produces(MediaType.APPLICATION_JSON)
    public KeysRepresentation keys(@PathParam("client") String clientId) {
        ClientModel client = call.client(clientId);
        call.permissions().clients().requireView(client);
        return KeysRepresentation.of(client);
    }

    /**
     * The keys of a client.
     *
     * @param registered thumbprints that the client may always use
     * @param barred thumbprints that it may never use
     * @param locked whether only registered keys are accepted, because a theft was seen
     */
    public record KeysRepresentation(List<String> registered, List<String> barred, boolean locked) {

        static KeysRepresentation of(ClientModel client) {
            ClientKeys keys = ClientKeys.of(client);
            return new KeysRepresentation(
                    keys.registered().stream().sorted().toList(),
                    keys.barred().stream().sorted().toList(),
                    keys.locked());
        }
    }

    /**
     * Ends everything that is bound to a key, and bars it: one compromised instance falls, its siblings live. Relying parties
     * are told to refuse its tokens, also those without a session.
     *
     * @param clientId the client
     * @param thumbprint the key, 43 characters of base64url
     * @param reason why
     * @return how many sessions ended
     */
    @POST
    @Path("{client}/keys/{thumbprint}/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public EndedRepresentation revokeKey(
            @PathParam("client") String clientId,
            @PathParam("thumbprint") String thumbprint,
            @Nullable ReasonRepresentation reason) {
        ClientModel client = managed(clientId);
        call.permissions().users().requireManage();
        String why = call.reason(reason);
        String value = thumbprint(thumbprint);
        // In force before anybody is told: what is issued after that would be good at the relying parties.
        ClientKeys.bar(call.session(), client, KeyThumbprint.dpop(value));
        HoldfastMetric.KEYS_BARRED.count("administrator");
        LiveSessions sessions = new LiveSessions(call.session());
        // The value does not say of which kind the key is, and one that is of the other kind matches nothing.
        List<KeyThumbprint> keys = List.of(KeyThumbprint.dpop(value), KeyThumbprint.mtls(value));
        return recorded(Map.of("action", "revoke-key", "client", clientId, "key", value, "reason", why), () -> {
            SessionEnding ending = new SessionEnding(call.session(), Initiator.ADMIN);
            keys.forEach(key -> ending.endTokens(clientId, Optional.of(key), why));
            return end(
                    keys.stream()
                            .flatMap(key -> sessions.ofKey(client, key, SCANNED).stream())
                            .limit(MOST_ENDED + 1L)
                            .toList(),
                    why);
        });
    }

    /**
     * Releases a barred key: it is as any key that was never seen.
     *
     * @param clientId the client
     * @param thumbprint the key
     * @return the keys
     */
    @DELETE
    @Path("{client}/keys/barred/{thumbprint}")
    @Produces(MediaType.APPLICATION_JSON)
    public KeysRepresentation release(
            @PathParam("client") String clientId, @PathParam("thumbprint") String thumbprint) {
        ClientModel client = managed(clientId);
        String value = thumbprint(thumbprint);
        if (!ClientKeys.release(client, value)) {
            throw new NotFoundException("This key is not barred");
        }
        KeysRepresentation now = KeysRepresentation.of(client);
        call.record(
                OperationType.DELETE, RESOURCE, now, Map.of("action", "release-key", "client", clientId, "key", value));
        return now;
    }

    /**
     * Lifts the lock that a theft left behind: new keys are admitted again as the policy says.
     *
     * @param clientId the client
     * @return the keys
     */
    @DELETE
    @Path("{client}/keys/lock")
    @Produces(MediaType.APPLICATION_JSON)
    public KeysRepresentation unlock(@PathParam("client") String clientId) {
        ClientModel client = managed(clientId);
        if (!ClientKeys.unlock(client)) {
            throw new NotFoundException("This client is not locked");
        }
        KeysRepresentation now = KeysRepresentation.of(client);
        call.record(OperationType.DELETE, RESOURCE, now, Map.of("action", "unlock", "client", clientId));
        return now;
    }

    /** What is in force by now is recorded, also if the rest fails and the request is rolled back. */
    private EndedRepresentation recorded(Map<String, String> details, Supplier<EndedRepresentation> rest) {
        EndedRepresentation ended;
        try {
            ended = rest.get();
        } catch (RuntimeException failure) {
            call.recordAlone(OperationType.ACTION, RESOURCE, new EndedRepresentation(0, false), details);
            throw failure;
        }
        call.record(OperationType.ACTION, RESOURCE, ended, details);
        return ended;
    }

    /** In a transaction of its own: in force before anybody is told, whatever becomes of the request. */
    private void endTokensBefore(ClientModel client, long second) {
        KeycloakModelUtils.runJobInTransaction(
                call.session().getKeycloakSessionFactory(),
                call.session().getContext(),
                own -> Optional.ofNullable(
                                own.clients().getClientById(own.getContext().getRealm(), client.getId()))
                        .ifPresent(stored -> stored.setNotBefore(Math.toIntExact(second))));
    }

    private EndedRepresentation end(List<LiveSession> sessions, String why) {
        List<LiveSession> now = sessions.stream().limit(MOST_ENDED).toList();
        new SessionEnding(call.session(), Initiator.ADMIN).end(now, call.cause(), why, "an administrator: " + why);
        return new EndedRepresentation(now.size(), now.size() == sessions.size());
    }

    private ClientModel managed(String clientId) {
        ClientModel client = call.client(clientId);
        call.permissions().clients().requireManage(client);
        return client;
    }

    private String thumbprint(String text) {
        Optional<String> value = Optional.of(text).filter(KeyThumbprint::isWellFormed);
        return value.orElseThrow(() -> call.badRequest("a thumbprint has 43 characters of base64url"));
    }
}
