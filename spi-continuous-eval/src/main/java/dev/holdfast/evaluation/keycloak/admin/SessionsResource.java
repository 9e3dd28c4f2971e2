package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.evaluation.keycloak.LiveSession;
import dev.holdfast.evaluation.keycloak.LiveSessions;
import dev.holdfast.evaluation.keycloak.SessionEnding;
import dev.holdfast.evaluation.keycloak.admin.SessionListRepresentation.SessionRepresentation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.keycloak.KnownReports;
import dev.holdfast.risk.keycloak.SessionHistoryProvider;
import dev.holdfast.risk.profile.IdentityProfile;
import dev.holdfast.risk.report.FalseAlarm;
import dev.holdfast.risk.report.RiskReport;
import dev.holdfast.risk.response.Initiator;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.admin.OperationType;

/** Sessions with their histories. Viewing needs to view users, changing to manage users, as for Keycloak's own sessions. */
public final class SessionsResource {

    private static final String RESOURCE = "HOLDFAST_SESSION";
    private static final String BY = "an administrator: ";

    private final AdminCall call;

    SessionsResource(AdminCall call) {
        this.call = call;
    }

    /**
     * The live sessions of the realm, client by client.
     *
     * @param client only of this one, by its id
     * @param level only those whose last request had this level: LOW, MEDIUM or HIGH
     * @param decision only those whose last request got this answer
     * @param first how many are passed over, from 0
     * @param max how many are listed, from 1 to 100
     * @return the page
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public SessionListRepresentation list(
            @QueryParam("client") @Nullable String client,
            @QueryParam("level") @Nullable String level,
            @QueryParam("decision") @Nullable String decision,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("20") int max) {
        call.permissions().users().requireView();
        return new SessionListing(call).list(client, level, decision, first, max);
    }

    /**
     * The history of a session: every observation with the decision on it and the reasons, and what others reported.
     *
     * @param sessionId the {@code sid}
     * @return the history
     */
    @GET
    @Path("{id}")
    @Produces(MediaType.APPLICATION_JSON)
    public SessionHistoryRepresentation get(@PathParam("id") String sessionId) {
        call.permissions().users().requireView();
        return SessionHistoryRepresentation.of(
                sessionId, history(sessionId), KnownReports.of(call.session()).about(key(sessionId)));
    }

    /**
     * Ends a live session, here and at the relying parties.
     *
     * @param sessionId the {@code sid}
     * @param reason why
     * @return how many ended
     */
    @POST
    @Path("{id}/revoke")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public EndedRepresentation revoke(@PathParam("id") String sessionId, @Nullable ReasonRepresentation reason) {
        return change("revoke", sessionId, reason, (live, why) -> {
            new SessionEnding(call.session(), Initiator.ADMIN).end(List.of(live), call.cause(), why, BY + why);
            return new EndedRepresentation(1, true);
        });
    }

    /**
     * Demands a fresh proof of the key before the session gets tokens again.
     *
     * @param sessionId the {@code sid}
     * @param reason why
     * @return what was done
     */
    @POST
    @Path("{id}/rebind")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public SessionRepresentation rebind(@PathParam("id") String sessionId, @Nullable ReasonRepresentation reason) {
        return change("rebind", sessionId, reason, (live, why) -> {
            RiskReport demand =
                    new RiskReport(call.cause(), Instant.now(), RiskReport.Kind.PROOF_DEMANDED, 0, BY + why);
            KnownReports.of(call.session()).add(key(sessionId), demand);
            return SessionRepresentation.of(live, find(sessionId));
        });
    }

    /**
     * Releases a false alarm: forgets what was reported of the session, demands for a proof among it, and teaches the profile
     * of its client the network and the program of the last request that was restricted or challenged. What has ended stays
     * ended, and barred keys stay barred.
     *
     * @param sessionId the {@code sid}
     * @param reason why
     * @return what was done
     */
    @POST
    @Path("{id}/release")
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    public ReleasedRepresentation release(@PathParam("id") String sessionId, @Nullable ReasonRepresentation reason) {
        call.permissions().users().requireManage();
        String why = call.reason(reason);
        SessionHistory history = history(sessionId);
        boolean forgotten = KnownReports.of(call.session()).forget(key(sessionId));
        Optional<FalseAlarm> alarm = FalseAlarm.in(history);
        alarm.ifPresent(one -> teach(history, one));
        ReleasedRepresentation released = new ReleasedRepresentation(
                forgotten, alarm.map(FalseAlarm::inWords).orElse(List.of()));
        call.record(
                OperationType.ACTION,
                RESOURCE,
                released,
                Map.of("action", "release", "client", history.clientId(), "reason", why));
        return released;
    }

    /**
     * What a release did.
     *
     * @param reportsForgotten whether anything had been reported of the session
     * @param learned what the profile of the client knows from now on, in words
     */
    public record ReleasedRepresentation(boolean reportsForgotten, List<String> learned) {}

    /** Changes a live session, and records that, with the reason. */
    private <T> T change(
            String action,
            String sessionId,
            @Nullable ReasonRepresentation reason,
            BiFunction<LiveSession, String, T> how) {
        call.permissions().users().requireManage();
        String why = call.reason(reason);
        LiveSession live = live(sessionId);
        T done = how.apply(live, why);
        call.record(OperationType.ACTION, RESOURCE, done, details(action, live, why));
        return done;
    }

    private void teach(SessionHistory history, FalseAlarm alarm) {
        String identity = SessionKey.ofIdentity(call.realm().getId(), history.clientId(), "");
        SessionHistoryProvider stores = call.session().getProvider(SessionHistoryProvider.class);
        IdentityProfile profile = stores.profiles().find(identity).orElse(IdentityProfile.EMPTY);
        stores.profiles().keep(identity, alarm.teach(profile));
    }

    private SessionHistory history(String sessionId) {
        return find(sessionId)
                .orElseThrow(() ->
                        new NotFoundException("No history of this session; decisions?session=… may still have it"));
    }

    private Optional<SessionHistory> find(String sessionId) {
        return call.session()
                .getProvider(SessionHistoryProvider.class)
                .histories()
                .find(key(sessionId));
    }

    private LiveSession live(String sessionId) {
        return new LiveSessions(call.session())
                .find(sessionId, Optional.empty(), Optional.empty(), Optional.empty())
                .orElseThrow(() -> new NotFoundException("No such session"));
    }

    private String key(String sessionId) {
        return SessionKey.ofSession(call.realm().getId(), sessionId);
    }

    private static Map<String, String> details(String action, LiveSession live, String reason) {
        return Map.of("action", action, "session", live.id(), "client", live.clientId(), "reason", reason);
    }
}
