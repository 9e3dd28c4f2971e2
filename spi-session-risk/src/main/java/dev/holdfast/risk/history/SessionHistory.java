package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What was observed of a session.
 *
 * @param clientId the client
 * @param hashKeyId names the key that the hashes in it were made with
 * @param startedAt when it was first observed
 * @param accepted the newest observations, oldest first, at most {@value #ACCEPTED}
 * @param refused the newest refused attempts, oldest first, at most {@value #REFUSED}; they never displace accepted ones
 * @param acceptedTotal how many were accepted ever
 * @param refusedTotal how many were refused ever
 * @param endedAt when trust in the session ended
 */
public record SessionHistory(
        String clientId,
        String hashKeyId,
        Instant startedAt,
        List<PastObservation> accepted,
        List<PastObservation> refused,
        long acceptedTotal,
        long refusedTotal,
        Optional<Instant> endedAt) {

    /** How many accepted observations are kept. */
    public static final int ACCEPTED = 32;

    /** How many refused attempts are kept. */
    public static final int REFUSED = 8;

    /** So many restricted requests in a row make a new home with an owner of networks that the session had before. */
    static final int SETTLED = 4;

    /** And so long they have to last. */
    static final Duration SETTLING = Duration.ofMinutes(30);

    public SessionHistory {
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    /**
     * What an observation is compared with: only what was allowed without reserve, so that nobody makes himself at home by
     * trying again. One exception: who proved the session's own key and was restricted {@value #SETTLED} times in a row over at
     * least {@link #SETTLING} at one place with one client, while nobody asked from anywhere else, has moved, if it is a place
     * of the owner that the session came from before. Patience makes no bearer at home, and nobody with another owner: that
     * does only a new grant.
     *
     * @param current the observation that is judged now
     * @return the clean ones before it, oldest first
     */
    public List<PastObservation> before(Observation current) {
        List<PastObservation> clean = new ArrayList<>(accepted.size());
        for (PastObservation past : accepted) {
            if (isClean(past) && !past.observation().id().equals(current.id())) {
                clean.add(past);
            }
        }
        PastObservation moved = movedTo(current);
        if (moved != null) {
            clean.add(moved);
        }
        return clean;
    }

    /**
     * Where the session has moved to though it was restricted there.
     *
     * @param current the observation that is judged now
     * @return the newest restricted one, null if the session has not moved
     */
    public @Nullable PastObservation movedTo(Observation current) {
        int restricted = 0;
        PastObservation first = null;
        PastObservation newest = null;
        PastObservation home = null;
        for (int i = accepted.size() - 1; i >= 0; i--) {
            PastObservation past = accepted.get(i);
            if (past.observation().id().equals(current.id())) {
                continue;
            }
            if (isClean(past)) {
                home = past;
                break;
            }
            if (!isSamePlace(past.observation(), current)) {
                return null;
            }
            restricted++;
            first = past;
            newest = newest == null ? past : newest;
        }
        return restricted >= SETTLED
                        && current.key().isPresent()
                        && first != null
                        && home != null
                        && home.observation().key().equals(current.key())
                        && home.observation()
                                .network()
                                .owner()
                                .equals(current.network().owner())
                        && Duration.between(first.observation().at(), current.at())
                                        .compareTo(SETTLING)
                                >= 0
                ? newest
                : null;
    }

    private static boolean isClean(PastObservation past) {
        Outcome outcome = past.outcome().orElse(null);
        return outcome == null || outcome.isClean();
    }

    private static boolean isSamePlace(Observation earlier, Observation current) {
        return earlier.network().prefix().equals(current.network().prefix())
                && earlier.key().equals(current.key())
                && earlier.stack().equals(current.stack());
    }
}
