package dev.holdfast.evaluation.signal.poll;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a transmitter answers (RFC 8936 section 2.3).
 *
 * @param sets security event tokens by the ids under which they are acknowledged, in their order
 */
public record PolledSets(Map<String, String> sets) {

    /** Keeps the order. */
    public PolledSets {
        sets = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(sets));
    }

    /**
     * Reads an answer.
     *
     * @param members of the JSON object
     * @param most so many are taken; what comes beyond is not acknowledged, so it comes again
     * @return the tokens; what is no text is an empty one, which nobody takes for a token
     * @throws PollFailedException if it is no answer to a poll
     */
    public static PolledSets of(Map<?, ?> members, int most) throws PollFailedException {
        Object sets = members.get("sets");
        if (!(sets instanceof Map<?, ?> named)) {
            throw new PollFailedException("the answer has no sets");
        }
        Map<String, String> taken = new LinkedHashMap<>();
        for (Map.Entry<?, ?> one : named.entrySet()) {
            if (taken.size() == most) {
                break;
            }
            taken.put(String.valueOf(one.getKey()), one.getValue() instanceof String set ? set : "");
        }
        return new PolledSets(taken);
    }
}
