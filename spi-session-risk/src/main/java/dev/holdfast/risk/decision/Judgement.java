package dev.holdfast.risk.decision;

import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.signal.Evidence;
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
     * The judgement as it is kept in the history.
     *
     * @return the outcome
     */
    public Outcome toOutcome() {
        return new Outcome(decision.word(), reasons);
    }
}
