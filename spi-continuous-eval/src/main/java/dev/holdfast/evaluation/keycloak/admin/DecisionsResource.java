package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.keycloak.DecisionJournalProvider;
import jakarta.ws.rs.BadRequestException;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.services.resources.admin.fgap.AdminPermissionEvaluator;

/** What was decided and why, {@code …/holdfast/decisions}; also of sessions that are gone. */
public final class DecisionsResource {

    private static final int MOST = 500;

    private final KeycloakSession session;
    private final RealmModel realm;
    private final AdminPermissionEvaluator permissions;

    DecisionsResource(KeycloakSession session, RealmModel realm, AdminPermissionEvaluator permissions) {
        this.session = session;
        this.realm = realm;
        this.permissions = permissions;
    }

    /**
     * The newest decisions. Asks for the permission to view the realm's users, as the history of a session does.
     *
     * @param client only of this client id
     * @param sessionId only of this {@code sid}
     * @param decision only with this answer
     * @param since only from then on, RFC 3339
     * @param first how many are passed over
     * @param max how many at most, 500 in any case
     * @return the newest first
     * @throws BadRequestException if {@code since} is no instant, {@code first} below 0 or {@code max} below 1
     */
    @GET
    @Produces(MediaType.APPLICATION_JSON)
    public List<DecisionRepresentation> newest(
            @QueryParam("client") @Nullable String client,
            @QueryParam("session") @Nullable String sessionId,
            @QueryParam("decision") @Nullable String decision,
            @QueryParam("since") @Nullable String since,
            @QueryParam("first") @DefaultValue("0") int first,
            @QueryParam("max") @DefaultValue("100") int max) {
        permissions.users().requireView();
        if (first < 0 || max < 1) {
            throw new BadRequestException("first is below 0 or max below 1");
        }
        JournalQuery query = new JournalQuery(
                realm.getId(),
                Optional.ofNullable(client),
                Optional.ofNullable(sessionId).map(sid -> SessionKey.ofSession(realm.getId(), sid)),
                Optional.ofNullable(decision),
                Optional.ofNullable(since).map(DecisionsResource::instant),
                first,
                Math.min(max, MOST));
        return journal(session).reader().newest(query).stream()
                .map(DecisionRepresentation::of)
                .toList();
    }

    static DecisionJournalProvider journal(KeycloakSession session) {
        DecisionJournalProvider journal = session.getProvider(DecisionJournalProvider.class);
        if (journal == null) {
            throw new NotFoundException("The decision journal is switched off");
        }
        return journal;
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw new BadRequestException("since is not an RFC 3339 instant", e);
        }
    }
}
