package dev.holdfast.evaluation.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.evaluation.keycloak.LiveSession;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A page of live sessions.
 *
 * @param sessions the sessions
 * @param complete false if more sessions exist than are looked at in one call: name a client
 */
public record SessionListRepresentation(List<SessionRepresentation> sessions, boolean complete) {

    /**
     * One live session. Without a history all but id, client and user is absent: no request of it was judged, or no node
     * remembers.
     *
     * @param id the {@code sid}
     * @param client the client id
     * @param user the user, a service account for {@code client_credentials}
     * @param started when it was first observed, RFC 3339
     * @param lastSeen when its last request arrived, RFC 3339
     * @param decision the answer to its last request
     * @param score of its last request, in nats
     * @param level of its last request
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record SessionRepresentation(
            String id,
            String client,
            String user,
            @Nullable String started,
            @Nullable String lastSeen,
            @Nullable String decision,
            @Nullable Double score,
            @Nullable RiskLevel level) {

        static SessionRepresentation of(LiveSession live, Optional<SessionHistory> history) {
            Optional<PastObservation> last = history.flatMap(SessionRepresentation::last);
            Outcome outcome = last.flatMap(PastObservation::outcome).orElse(null);
            return new SessionRepresentation(
                    live.id(),
                    live.clientId(),
                    live.userId(),
                    history.map(one -> one.startedAt().toString()).orElse(null),
                    last.map(one -> one.observation().at().toString()).orElse(null),
                    outcome == null ? null : outcome.answer(),
                    outcome == null ? null : outcome.scoreNats(),
                    outcome == null ? null : RiskLevel.ofAnswer(outcome.answer()));
        }

        private static Optional<PastObservation> last(SessionHistory history) {
            return Stream.concat(history.accepted().stream(), history.refused().stream())
                    .max(Comparator.comparing(past -> past.observation().at()));
        }
    }
}
