package dev.holdfast.evaluation.keycloak.admin;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.holdfast.evaluation.keycloak.admin.SessionHistoryRepresentation.ObservationRepresentation;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.journal.JournalEntry;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A journalled decision as JSON.
 *
 * @param id names it
 * @param client the client id
 * @param session the {@code sid}, absent for an instance without a session
 * @param mode {@code enforce} or {@code observe}
 * @param policy names the policy by its numbers, absent where the binding refused before any policy judged
 * @param invariant the invariant that was broken, absent without one
 * @param ended whether trust in the session ended with it
 * @param decision the request, the answer and the reasons
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DecisionRepresentation(
        String id,
        String client,
        @Nullable String session,
        String mode,
        @Nullable String policy,
        @Nullable String invariant,
        boolean ended,
        ObservationRepresentation decision) {

    static DecisionRepresentation of(JournalEntry entry) {
        String ofSession = SessionKey.ofSession(entry.realmId(), "");
        String key = entry.subject().key();
        return new DecisionRepresentation(
                entry.observation().id(),
                entry.subject().clientId(),
                key.startsWith(ofSession) ? key.substring(ofSession.length()) : null,
                entry.mode().name().toLowerCase(Locale.ROOT),
                entry.policyHash().orElse(null),
                entry.invariant().orElse(null),
                entry.course().ended(),
                ObservationRepresentation.of(new PastObservation(entry.observation(), Optional.of(entry.outcome()))));
    }
}
