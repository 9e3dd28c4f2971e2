package dev.holdfast.risk.history;

import dev.holdfast.risk.signal.Evidence;
import java.util.List;

/**
 * What was decided on an observation.
 *
 * @param answer {@code allow}, {@code restrict}, {@code rebind}, {@code revoke} or {@code refuse}
 * @param reasons what it was decided by; the weights add up to the score
 */
public record Outcome(String answer, List<Evidence> reasons) {

    public Outcome {
        reasons = List.copyOf(reasons);
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
     * The score.
     *
     * @return the sum of the weights, in nats
     */
    public double scoreNats() {
        double sum = 0;
        for (Evidence reason : reasons) {
            sum += reason.weightNats();
        }
        return sum;
    }
}
