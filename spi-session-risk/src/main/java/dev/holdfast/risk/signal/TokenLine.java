package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.Known;
import java.time.Duration;

/**
 * Where a refresh token stands in the line of its session.
 *
 * @param category {@link #IN_LINE} to {@link #FORKED}; the first five are the categories of the retry feature
 */
record TokenLine(int category) {

    static final int IN_LINE = 0;
    static final int AGAIN_HERE = 1;
    static final int AGAIN_ELSEWHERE = 2;
    static final int LATE_HERE = 3;
    static final int LATE_ELSEWHERE = 4;
    static final int FORKED = 5;

    /** A retry is never further behind. */
    private static final long MOST_STALE = 2;

    static TokenLine of(Situation situation) {
        Generation told = situation.current().generation().orElse(null);
        if (told == null) {
            return new TokenLine(IN_LINE);
        }
        Generation line = told.presented() >= 0 ? told : observed(situation, told);
        if (line.number() > line.presented()) {
            return new TokenLine(IN_LINE);
        }
        if (line.stale() == 0) {
            // Without a successor it was never presented: the counters begin here.
            return new TokenLine(
                    line.issued() >= 0 && line.issued() <= line.number()
                            ? IN_LINE
                            : isHere(situation) ? AGAIN_HERE : AGAIN_ELSEWHERE);
        }
        Duration late = late(situation, line);
        if (line.stale() > MOST_STALE || late.compareTo(situation.settings().retryEnvelope()) > 0) {
            return new TokenLine(FORKED);
        }
        return new TokenLine(isHere(situation) ? LATE_HERE : LATE_ELSEWHERE);
    }

    boolean isRetry() {
        return category != IN_LINE;
    }

    boolean isElsewhere() {
        return category == AGAIN_ELSEWHERE || category == LATE_ELSEWHERE;
    }

    /** Where the newest presented generation is not told, the history knows it. */
    private static Generation observed(Situation situation, Generation told) {
        long newest = -1;
        for (PastObservation past : situation.history().accepted()) {
            if (!past.observation().id().equals(situation.current().id())) {
                newest = Math.max(
                        newest,
                        past.observation().generation().map(Generation::number).orElse(-1L));
            }
        }
        return new Generation(told.number(), told.issued(), newest);
    }

    /** How long ago a successor was first presented; long ago if that is not known. */
    private static Duration late(Situation situation, Generation line) {
        for (PastObservation past : situation.history().accepted()) {
            Observation earlier = past.observation();
            if (!earlier.id().equals(situation.current().id())
                    && earlier.generation().map(Generation::number).orElse(-1L) > line.number()) {
                return Duration.between(earlier.at(), situation.current().at());
            }
        }
        return Duration.ofDays(1);
    }

    /** Whether whoever presented the token first, or the identity as it is known, stands at the same place. */
    private static boolean isHere(Situation situation) {
        Observation current = situation.current();
        if (situation.profile().isKnown(Known.PREFIX, current.network().prefix())
                && situation.profile().isKnown(Known.STACK, current.stack().name())) {
            return true;
        }
        long number = current.generation().map(Generation::number).orElse(-1L);
        Observation first = null;
        for (PastObservation past : situation.history().accepted()) {
            Observation earlier = past.observation();
            boolean same = earlier.generation().map(Generation::number).orElse(-1L) == number;
            first = same && first == null && !earlier.id().equals(current.id()) ? earlier : first;
        }
        return first == null
                || (first.network().prefix().equals(current.network().prefix())
                        && first.stack().name().equals(current.stack().name()));
    }
}
