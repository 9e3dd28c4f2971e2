package dev.holdfast.risk.live;

import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskLevel;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.response.LevelChange;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An observation that was judged.
 *
 * @param judgement what was decided
 * @param history what it was judged by, the observation in it
 */
public record Assessed(Judgement judgement, SessionHistory history) {

    /**
     * The change of the session's risk. Compared is the newest earlier request that was judged, whether tokens were issued or
     * not; attempts that were refused unjudged may be a stranger's and say nothing of the session.
     *
     * @param txn names what the request causes
     * @param at when this request was judged
     * @param clientId the client that asked
     * @param sessionId the session
     * @return empty if the level is the same, or there is none to compare with
     */
    public Optional<LevelChange> levelChange(String txn, Instant at, String clientId, String sessionId) {
        RiskLevel current = RiskLevel.ofAnswer(judgement.decision().word());
        return Stream.concat(history.accepted().stream(), history.refused().stream())
                .filter(past -> past.outcome().filter(Outcome::isJudged).isPresent())
                .max(Comparator.comparing(past -> past.observation().at()))
                .flatMap(PastObservation::outcome)
                .map(outcome -> RiskLevel.ofAnswer(outcome.answer()))
                .filter(previous -> previous != current)
                .map(previous -> new LevelChange(txn, at, clientId, sessionId, previous, current));
    }

    /**
     * When tokens were last issued before this request.
     *
     * @return the time of the newest earlier request that is known to have got some
     */
    public Optional<Instant> lastIssued() {
        return history.accepted().stream()
                .filter(past -> past.outcome().filter(Outcome::isIssued).isPresent())
                .map(past -> past.observation().at())
                .max(Comparator.naturalOrder());
    }

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
