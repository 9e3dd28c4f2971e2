package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Session histories in memory, for tests and replays: the oldest sessions are forgotten first. */
public final class InMemorySessionHistories implements SessionHistories {

    private final Map<String, SessionHistory> histories;

    /**
     * An empty store.
     *
     * @param most how many sessions are kept
     */
    public InMemorySessionHistories(int most) {
        histories = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, SessionHistory> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public synchronized SessionHistory observe(Subject subject, Observation observation) {
        SessionHistory history = of(subject, observation.at());
        if (!has(history, observation.id())) {
            history = with(
                    history,
                    newest(
                            history.accepted(),
                            new PastObservation(observation, Optional.empty()),
                            SessionHistory.ACCEPTED),
                    history.refused(),
                    history.acceptedTotal() + 1,
                    history.refusedTotal(),
                    history.endedAt());
            histories.put(subject.key(), history);
        }
        return history;
    }

    @Override
    public synchronized void refuse(Subject subject, Observation observation, Outcome outcome, boolean ends) {
        SessionHistory history = of(subject, observation.at());
        if (!has(history, observation.id())) {
            histories.put(
                    subject.key(),
                    with(
                            history,
                            history.accepted(),
                            newest(
                                    history.refused(),
                                    new PastObservation(observation, Optional.of(outcome)),
                                    SessionHistory.REFUSED),
                            history.acceptedTotal(),
                            history.refusedTotal() + 1,
                            history.endedAt().or(() -> ends ? Optional.of(observation.at()) : Optional.empty())));
        }
    }

    @Override
    public synchronized void conclude(
            Subject subject, String observationId, Outcome outcome, Optional<Instant> endedAt) {
        SessionHistory history = histories.get(subject.key());
        if (history == null) {
            return;
        }
        List<PastObservation> accepted = new ArrayList<>(history.accepted());
        List<PastObservation> refused = history.refused();
        int moved = 0;
        for (int i = accepted.size() - 1; i >= 0; i--) {
            if (accepted.get(i).observation().id().equals(observationId)) {
                PastObservation concluded = new PastObservation(accepted.get(i).observation(), Optional.of(outcome));
                if (outcome.isIssued()) {
                    accepted.set(i, concluded);
                } else {
                    accepted.remove(i);
                    refused = newest(refused, concluded, SessionHistory.REFUSED);
                    moved = 1;
                }
                break;
            }
        }
        histories.put(
                subject.key(),
                with(
                        history,
                        accepted,
                        refused,
                        history.acceptedTotal() - moved,
                        history.refusedTotal() + moved,
                        history.endedAt().or(() -> endedAt)));
    }

    @Override
    public synchronized Optional<SessionHistory> find(String key) {
        return Optional.ofNullable(histories.get(key));
    }

    /** Hashes of another key cannot be compared: the history begins anew. */
    private SessionHistory of(Subject subject, Instant at) {
        SessionHistory history = histories.get(subject.key());
        return history != null && history.hashKeyId().equals(subject.hashKeyId())
                ? history
                : new SessionHistory(
                        subject.clientId(), subject.hashKeyId(), at, List.of(), List.of(), 0, 0, Optional.empty());
    }

    private static boolean has(SessionHistory history, String id) {
        return contains(history.accepted(), id) || contains(history.refused(), id);
    }

    private static boolean contains(List<PastObservation> ring, String id) {
        for (PastObservation past : ring) {
            if (past.observation().id().equals(id)) {
                return true;
            }
        }
        return false;
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
        List<PastObservation> grown = new ArrayList<>(ring.size() + 1);
        grown.addAll(ring.size() < capacity ? ring : ring.subList(1, ring.size()));
        grown.add(added);
        return grown;
    }
}
