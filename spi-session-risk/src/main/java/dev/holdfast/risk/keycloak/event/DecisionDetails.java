package dev.holdfast.risk.keycloak.event;

import dev.holdfast.binding.Mode;
import dev.holdfast.binding.keycloak.Txn;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.history.Outcome;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.keycloak.events.EventBuilder;
import org.keycloak.models.KeycloakSession;

/**
 * What an event says of a decision: neither by which signals it was made nor anything of the request.
 *
 * @param values by detail
 */
public record DecisionDetails(Map<EventDetail, String> values) {

    private static final String ATTRIBUTE = "holdfast.decision-details";

    /** Copies the map. */
    public DecisionDetails {
        values = Map.copyOf(values);
    }

    /**
     * Of a decision on a request.
     *
     * @param txn names what it causes
     * @param outcome the decision; empty where none could be made
     * @param mode whether it is acted on
     * @return the details
     */
    public static DecisionDetails of(String txn, Optional<Outcome> outcome, Mode mode) {
        Map<EventDetail, String> values = new EnumMap<>(EventDetail.class);
        values.put(EventDetail.TXN, txn);
        values.put(EventDetail.MODE, mode.name().toLowerCase(Locale.ROOT));
        values.put(EventDetail.DECISION, outcome.map(Outcome::answer).orElse("none"));
        outcome.ifPresent(known -> {
            values.put(
                    EventDetail.RISK_LEVEL, RiskLevel.ofAnswer(known.answer()).name());
            values.put(EventDetail.SCORE, String.valueOf(Math.round(known.scoreNats())));
        });
        return new DecisionDetails(values);
    }

    /**
     * Of an end that was not decided on a request.
     *
     * @param txn names what it causes
     * @return the details
     */
    public static DecisionDetails ended(String txn) {
        return new DecisionDetails(Map.of(EventDetail.TXN, txn, EventDetail.DECISION, "revoke"));
    }

    /**
     * Keeps what was decided on the current request for the event that Keycloak raises at its end.
     *
     * @param session the session of the request
     * @param outcome the decision; empty where none could be made
     * @param mode whether it is acted on
     */
    public static void remember(KeycloakSession session, Optional<Outcome> outcome, Mode mode) {
        session.setAttribute(ATTRIBUTE, of(Txn.of(session), outcome, mode));
    }

    /**
     * What was decided on the current request.
     *
     * @param session the session of the request
     * @return empty if it was not judged
     */
    public static Optional<DecisionDetails> of(KeycloakSession session) {
        return Optional.ofNullable(session.getAttribute(ATTRIBUTE, DecisionDetails.class));
    }

    /**
     * The decision.
     *
     * @return the word
     */
    public String decision() {
        return values.getOrDefault(EventDetail.DECISION, "none");
    }

    /**
     * Says it in an event.
     *
     * @param event still to be raised
     */
    public void addTo(EventBuilder event) {
        values.forEach((detail, value) -> event.detail(detail.key(), value));
    }
}
