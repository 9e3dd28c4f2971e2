package dev.holdfast.evaluation.keycloak.admin;

import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.keycloak.DecisionJournalProvider;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ServiceUnavailableException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.ErrorResponseException;

/** What was decided and why, {@code …/holdfast/decisions}; also of sessions that are gone. */
public final class DecisionsResource {

    private static final int MOST = 500;
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration BUSY = Duration.ofSeconds(30);

    private final AdminCall call;
    private final DecisionStreams streams;

    DecisionsResource(AdminCall call, DecisionStreams streams) {
        this.call = call;
        this.streams = streams;
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
     * @throws ErrorResponseException 400 if {@code decision} is no answer, {@code since} no instant, {@code first} below 0 or
     *     {@code max} below 1
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
        call.permissions().users().requireView();
        if (first < 0 || max < 1) {
            throw call.badRequest("first is 0 or more, max 1 or more");
        }
        JournalQuery query = query(client, sessionId, decision, Optional.ofNullable(since), first, Math.min(max, MOST));
        return journal(call.session()).reader().newest(query).stream()
                .map(DecisionRepresentation::of)
                .toList();
    }

    /**
     * Decisions of all nodes as they are journalled, as server-sent events. The event {@code decision} has the decision as
     * JSON and the number to come back with as its id; {@code end} is the last one. Ends with the access token that it was
     * asked with, after an hour at most. Asks for the same permission as the list.
     *
     * @param client only of this client id
     * @param sessionId only of this {@code sid}
     * @param decision only with this answer
     * @param last the id of the last event that was heard; decisions of the 5 s before it come once more. Without it only what
     *     is decided from now on
     * @param sse makes events
     * @return the events
     * @throws ErrorResponseException 400 if {@code decision} is no answer or {@code last} no number
     * @throws ServiceUnavailableException if too many listen on this node
     */
    @GET
    @Path("stream")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    public Flow.Publisher<OutboundSseEvent> stream(
            @QueryParam("client") @Nullable String client,
            @QueryParam("session") @Nullable String sessionId,
            @QueryParam("decision") @Nullable String decision,
            @HeaderParam("Last-Event-ID") @Nullable String last,
            @Context Sse sse) {
        call.permissions().users().requireView();
        journal(call.session());
        Instant now = Instant.now();
        Instant longest = now.plus(LONGEST);
        Long exp = call.permissions().adminAuth().getToken().getExp();
        Instant until = exp == null || exp == 0 ? longest : Instant.ofEpochSecond(exp);
        return streams.listen(
                        query(client, sessionId, decision, Optional.empty(), 0, MOST),
                        last == null || last.isBlank() ? OptionalLong.empty() : OptionalLong.of(number(last)),
                        until.isBefore(longest) ? until : longest,
                        sse)
                .orElseThrow(() -> new ServiceUnavailableException(BUSY.toSeconds()));
    }

    private JournalQuery query(
            @Nullable String client,
            @Nullable String sessionId,
            @Nullable String decision,
            Optional<String> since,
            int first,
            int max) {
        String realmId = call.realm().getId();
        return new JournalQuery(
                realmId,
                Optional.ofNullable(client),
                Optional.ofNullable(sessionId).map(sid -> SessionKey.ofSession(realmId, sid)),
                call.answer(decision),
                since.map(this::instant),
                first,
                max);
    }

    private long number(String last) {
        if (!last.matches("\\d{1,18}")) {
            throw call.badRequest("Last-Event-ID is not an id of this stream");
        }
        return Long.parseLong(last);
    }

    static DecisionJournalProvider journal(KeycloakSession session) {
        DecisionJournalProvider journal = session.getProvider(DecisionJournalProvider.class);
        if (journal == null) {
            throw new NotFoundException("The decision journal is switched off");
        }
        return journal;
    }

    private Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeException e) {
            throw call.badRequest("since is not an RFC 3339 instant");
        }
    }
}
