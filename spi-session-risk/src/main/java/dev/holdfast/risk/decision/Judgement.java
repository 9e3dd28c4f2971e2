package dev.holdfast.risk.decision;

import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.signal.Evidence;
import java.time.Duration;
import java.util.List;

/**
 * What the engine says about an observation.
 *
 * @param decision the answer
 * @param reasons the evidence, strongest first; the weights add up to the score
 */
public record Judgement(Decision decision, List<Evidence> reasons) {

    public Judgement {
        reasons = List.copyOf(reasons);
    }

    /**
     * This judgement where the client has answered the challenge of a rebind: the answer proves the key, not the place, so
     * that the tokens are short-lived.
     *
     * @param lifetime longest lifetime of the access token
     * @return this judgement, restricting instead of rebinding
     */
    public Judgement answered(Duration lifetime) {
        return decision instanceof Decision.Rebind ? new Judgement(new Decision.Restrict(lifetime), reasons) : this;
    }

    /**
     * The judgement as it is kept in the history.
     *
     * @return the outcome
     */
    public Outcome toOutcome() {
        return new Outcome(decision.word(), reasons);
    }
}
