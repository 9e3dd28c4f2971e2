package dev.holdfast.risk.history;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

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

    public SessionHistory {
        accepted = List.copyOf(accepted);
        refused = List.copyOf(refused);
    }

    /**
     * What the observation with a given id is compared with: only what was allowed without reserve, so that nobody makes
     * himself at home by trying again.
     *
     * @param observationId the id of the observation that is judged now
     * @return the clean ones before it, oldest first
     */
    public List<PastObservation> before(String observationId) {
        return accepted.stream()
                .filter(past -> !past.observation().id().equals(observationId))
                .filter(past -> past.outcome().map(Outcome::isClean).orElse(true))
                .toList();
    }
}
