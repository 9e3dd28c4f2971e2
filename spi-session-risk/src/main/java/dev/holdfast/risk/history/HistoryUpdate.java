package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One change of a history: the one rule that every store applies in one atomic step. Pure, and harmless when applied twice:
 * a history takes one observation id once.
 */
public sealed interface HistoryUpdate {

    /**
     * Applies the change.
     *
     * @param current the history as it is, null for none
     * @return the history as it is then; the same object where nothing changes
     */
    @Nullable
    SessionHistory apply(@Nullable SessionHistory current);

    /**
     * A request that is going to be judged.
     *
     * @param clientId the client, for a history that begins
     * @param hashKeyId names the key of the hashes
     * @param observation the request
     */
    record Observe(String clientId, String hashKeyId, Observation observation) implements HistoryUpdate {

        @Override
        public SessionHistory apply(@Nullable SessionHistory current) {
            SessionHistory history = comparable(current, clientId, hashKeyId, observation.at());
            return has(history, observation.id())
                    ? history
                    : with(
                            history,
                            newest(
                                    history.accepted(),
                                    new PastObservation(observation, Optional.empty()),
                                    SessionHistory.ACCEPTED),
                            history.refused(),
                            history.acceptedTotal() + 1,
                            history.refusedTotal(),
                            history.endedAt());
        }
    }

    /**
     * An attempt that was refused without being judged by its history.
     *
     * @param clientId the client, for a history that begins
     * @param hashKeyId names the key of the hashes
     * @param observation the attempt
     * @param outcome why it was refused
     * @param ends whether trust in the session ends with it
     */
    record Refuse(String clientId, String hashKeyId, Observation observation, Outcome outcome, boolean ends)
            implements HistoryUpdate {

        @Override
        public SessionHistory apply(@Nullable SessionHistory current) {
            SessionHistory history = comparable(current, clientId, hashKeyId, observation.at());
            return has(history, observation.id())
                    ? history
                    : with(
                            history,
                            history.accepted(),
                            newest(
                                    history.refused(),
                                    new PastObservation(observation, Optional.of(outcome)),
                                    SessionHistory.REFUSED),
                            history.acceptedTotal(),
                            history.refusedTotal() + 1,
                            history.endedAt().or(() -> ends ? Optional.of(observation.at()) : Optional.empty()));
        }
    }

    /**
     * What was decided on an observation; one that no tokens were issued for moves over to the refused ones.
     *
     * @param observationId the observation
     * @param outcome what was decided
     * @param endedAt when trust in the session ended by it, if it did
     */
    record Conclude(String observationId, Outcome outcome, Optional<Instant> endedAt) implements HistoryUpdate {

        @Override
        public @Nullable SessionHistory apply(@Nullable SessionHistory current) {
            if (current == null) {
                return null;
            }
            int index = indexOf(current.accepted(), observationId);
            boolean ends = endedAt.isPresent() && current.endedAt().isEmpty();
            if (index < 0 && !ends) {
                return current;
            }
            List<PastObservation> accepted = new ArrayList<>(current.accepted());
            List<PastObservation> refused = current.refused();
            int moved = 0;
            if (index >= 0) {
                PastObservation concluded =
                        new PastObservation(accepted.get(index).observation(), Optional.of(outcome));
                if (outcome.isIssued()) {
                    accepted.set(index, concluded);
                } else {
                    accepted.remove(index);
                    refused = newest(refused, concluded, SessionHistory.REFUSED);
                    moved = 1;
                }
            }
            return with(
                    current,
                    accepted,
                    refused,
                    current.acceptedTotal() - moved,
                    current.refusedTotal() + moved,
                    current.endedAt().or(() -> endedAt));
        }
    }

    /** Hashes of another key cannot be compared: the history begins anew. What has ended stays ended. */
    private static SessionHistory comparable(
            @Nullable SessionHistory current, String clientId, String hashKeyId, Instant at) {
        return current != null && current.hashKeyId().equals(hashKeyId)
                ? current
                : new SessionHistory(
                        clientId,
                        hashKeyId,
                        at,
                        List.of(),
                        List.of(),
                        0,
                        0,
                        current == null ? Optional.empty() : current.endedAt());
    }

    private static boolean has(SessionHistory history, String id) {
        return indexOf(history.accepted(), id) >= 0 || indexOf(history.refused(), id) >= 0;
    }

    private static int indexOf(List<PastObservation> ring, String id) {
        for (int i = ring.size() - 1; i >= 0; i--) {
            if (ring.get(i).observation().id().equals(id)) {
                return i;
            }
        }
        return -1;
    }

    private static SessionHistory with(
            SessionHistory history,
            List<PastObservation> accepted,
            List<PastObservation> refused,
            long acceptedTotal,
            long refusedTotal,
            Optional<Instant> endedAt) {
        return new SessionHistory(
                history.clientId(),
                history.hashKeyId(),
                history.startedAt(),
                accepted,
                refused,
                acceptedTotal,
                refusedTotal,
                endedAt);
    }

    private static List<PastObservation> newest(List<PastObservation> ring, PastObservation added, int capacity) {
        List<PastObservation> grown = new ArrayList<>(capacity);
        grown.addAll(ring.size() < capacity ? ring : ring.subList(ring.size() - capacity + 1, ring.size()));
        grown.add(added);
        return grown;
    }
}
