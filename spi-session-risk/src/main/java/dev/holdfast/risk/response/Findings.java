package dev.holdfast.risk.response;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.signal.Evidence;
import java.util.List;
import java.util.Optional;

/**
 * What a decision was made by. For receivers that an administrator has chosen to know it; it names owners of networks and
 * programs, never an address.
 *
 * @param scoreNats the score, in nats
 * @param level what the answer means
 * @param reasons the evidence, strongest first
 * @param key the key that the judged request proved
 */
public record Findings(double scoreNats, RiskLevel level, List<Evidence> reasons, Optional<KeyThumbprint> key) {

    /** Copies the list. */
    public Findings {
        reasons = List.copyOf(reasons);
    }

    /**
     * What an outcome says.
     *
     * @param outcome the outcome of a request
     * @param key the key that the request proved
     * @return its findings
     */
    public static Findings of(Outcome outcome, Optional<KeyThumbprint> key) {
        return new Findings(outcome.scoreNats(), RiskLevel.ofAnswer(outcome.answer()), outcome.reasons(), key);
    }
}
