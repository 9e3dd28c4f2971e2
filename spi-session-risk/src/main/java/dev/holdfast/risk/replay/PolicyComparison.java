package dev.holdfast.risk.replay;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a proposed policy would have done, beside what was done.
 *
 * @param decisions how many decisions were replayed
 * @param reproduced of how many of them the replay under their own policy gave the recorded answer and score; what is missing
 *     was decided by what happened before the first of them, or on another node
 * @param recorded how often each answer was given
 * @param replayed the same for the replay under the policy of each decision
 * @param proposed the same for the replay under the proposed policy
 * @param differing on how many decisions the two replays differ: these are the policy's doing
 * @param differences the first of them
 */
public record PolicyComparison(
        long decisions,
        long reproduced,
        Map<String, Long> recorded,
        Map<String, Long> replayed,
        Map<String, Long> proposed,
        long differing,
        List<Difference> differences) {

    /** Copies what it is given; counts are sorted by answer. */
    public PolicyComparison {
        recorded = sorted(recorded);
        replayed = sorted(replayed);
        proposed = sorted(proposed);
        differences = List.copyOf(differences);
    }

    private static SortedMap<String, Long> sorted(Map<String, Long> counts) {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /**
     * A decision that the proposed policy would have made otherwise.
     *
     * @param id the decision
     * @param at when it was made, RFC 3339
     * @param client the client
     * @param recorded the answer that was given
     * @param replayed the answer of the replay under its own policy
     * @param replayedScore in nats
     * @param proposed the answer of the replay under the proposed policy
     * @param proposedScore in nats
     */
    public record Difference(
            String id,
            String at,
            String client,
            String recorded,
            String replayed,
            double replayedScore,
            String proposed,
            double proposedScore) {}
}
