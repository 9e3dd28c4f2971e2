package dev.holdfast.risk.live;

import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.history.SessionHistory;

/**
 * An observation that was judged.
 *
 * @param judgement what was decided
 * @param history what it was judged by, the observation in it
 */
public record Assessed(Judgement judgement, SessionHistory history) {

    /**
     * The generation of the refresh token that this request may be answered with. Every accepted request of a session counts
     * one further, so two requests with one and the same token get two numbers: that is how a fork shows.
     *
     * @param presented the generation of the presented token, 0 without one
     * @return above the presented one
     */
    public long nextGeneration(long presented) {
        return Math.max(history.acceptedTotal(), presented + 1);
    }
}
