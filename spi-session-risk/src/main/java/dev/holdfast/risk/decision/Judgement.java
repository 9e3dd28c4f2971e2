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

    /** Somebody asked for a fresh proof of the key; nothing else is judged before it has come. */
    public static final Judgement PROOF_DEMANDED = new Judgement(
            new Decision.Rebind(),
            List.of(new Evidence(
                    "reported-risk", Evidence.Group.FEEDBACK, 0, "a fresh proof of the key was demanded", false)));

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
