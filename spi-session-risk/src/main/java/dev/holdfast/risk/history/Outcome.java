package dev.holdfast.risk.history;

import dev.holdfast.risk.signal.Evidence;
import java.util.List;

/**
 * What was decided on an observation.
 *
 * @param answer one of {@link #ANSWERS}
 * @param reasons what it was decided by; with the rest, the weights add up to the score
 * @param restNats weight of the reasons that are no longer kept, in nats
 */
public record Outcome(String answer, List<Evidence> reasons, double restNats) {

    /** The answers that there are. */
    public static final List<String> ANSWERS = List.of("allow", "restrict", "rebind", "revoke", "refuse");

    public Outcome {
        reasons = List.copyOf(reasons);
    }

    /**
     * An outcome with all its reasons.
     *
     * @param answer the answer
     * @param reasons all reasons
     */
    public Outcome(String answer, List<Evidence> reasons) {
        this(answer, reasons, 0);
    }

    /**
     * Whether nothing was held against the request.
     *
     * @return true for {@code allow}
     */
    public boolean isClean() {
        return answer.equals("allow");
    }

    /**
     * Whether tokens were issued.
     *
     * @return true for {@code allow} and {@code restrict}
     */
    public boolean isIssued() {
        return isClean() || answer.equals("restrict");
    }

    /**
     * Whether it was judged by the history of its session.
     *
     * @return false for {@code refuse}
     */
    public boolean isJudged() {
        return !answer.equals("refuse");
    }

    /**
     * The score.
     *
     * @return the sum of the weights, in nats
     */
    public double scoreNats() {
        double sum = restNats;
        for (Evidence reason : reasons) {
            sum += reason.weightNats();
        }
        return sum;
    }
}
