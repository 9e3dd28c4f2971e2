package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest requests that a request is compared with, found from the newest backwards: nearly always the last one is
 * enough, and the rest of the ring is never touched. Says the same as {@link SessionHistory#before}.
 */
final class NewestClean {

    private static final int MOST = 6;

    private final PastObservation[] newest = new PastObservation[MOST];
    private final List<PastObservation> ring;
    private final Observation current;
    private int found;
    private int next;
    /** An id stands in a ring once: behind it nothing has to be compared any more. */
    private boolean currentPassed;

    private NewestClean(List<PastObservation> ring, Observation current) {
        this.ring = ring;
        this.current = current;
        this.next = ring.size() - 1;
    }

    static NewestClean of(SessionHistory history, Observation current) {
        NewestClean clean = new NewestClean(history.accepted(), current);
        PastObservation moved = history.movedTo(current);
        if (moved != null) {
            clean.newest[clean.found++] = moved;
        }
        clean.find(1);
        return clean;
    }

    private void find(int least) {
        while (found < least && next >= 0) {
            PastObservation past = ring.get(next--);
            Outcome outcome = past.outcome().orElse(null);
            if (!currentPassed && isCurrent(past.observation())) {
                currentPassed = true;
            } else if (outcome == null || outcome.isClean()) {
                newest[found++] = past;
            }
        }
    }

    private boolean isCurrent(Observation other) {
        return other.id().equals(current.id());
    }

    boolean exists() {
        return found > 0;
    }

    boolean counts(int least) {
        find(least);
        return found >= least;
    }

    Observation observation() {
        return at(0);
    }

    long pauseMillis(int back) {
        return (back == 0 ? current : at(back - 1)).at().toEpochMilli()
                - at(back).at().toEpochMilli();
    }

    private Observation at(int back) {
        @Nullable PastObservation past = newest[back];
        if (past == null) {
            throw new IllegalStateException("no request so far back");
        }
        return past.observation();
    }
}
