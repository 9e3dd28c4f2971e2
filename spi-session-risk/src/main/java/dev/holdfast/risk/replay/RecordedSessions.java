package dev.holdfast.risk.replay;

import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The histories of a replay: one thread, and every observation comes once and is concluded before the next one. So rings are
 * changed in place, and of an outcome only the answer is kept; a replay spends its time on memory, not on arithmetic.
 */
final class RecordedSessions implements SessionHistories {

    private static final class Session {

        private final String clientId;
        private final Instant startedAt;
        private PastObservation[] accepted = new PastObservation[4];
        private int size;
        private List<PastObservation> refused = List.of();
        private long acceptedTotal;
        private long refusedTotal;
        private @Nullable Instant endedAt;

        Session(String clientId, Instant startedAt) {
            this.clientId = clientId;
            this.startedAt = startedAt;
        }

        void add(PastObservation past) {
            if (size == SessionHistory.ACCEPTED) {
                System.arraycopy(accepted, 1, accepted, 0, --size);
            } else if (size == accepted.length) {
                accepted = Arrays.copyOf(accepted, 2 * size);
            }
            accepted[size++] = past;
        }

        void refuse(PastObservation past) {
            PastObservation[] ring = refused.toArray(new PastObservation[refused.size() + 1]);
            ring[ring.length - 1] = past;
            refused = List.of(ring.length <= SessionHistory.REFUSED ? ring : Arrays.copyOfRange(ring, 1, ring.length));
            refusedTotal++;
        }

        SessionHistory toHistory(String hashKeyId) {
            return new SessionHistory(
                    clientId,
                    hashKeyId,
                    startedAt,
                    List.of(size == accepted.length ? accepted : Arrays.copyOf(accepted, size)),
                    refused,
                    acceptedTotal,
                    refusedTotal,
                    Optional.ofNullable(endedAt));
        }
    }

    private final Map<String, Session> sessions;
    private final Map<String, Optional<Outcome>> answers = new LinkedHashMap<>();

    /** A store for so many sessions; the ones not seen for longest are forgotten first. */
    RecordedSessions(int most) {
        sessions = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Session> eldest) {
                return size() > most;
            }
        };
    }

    /** When a session was first seen, null if it was not. */
    @Nullable
    Instant startedAt(String key) {
        Session session = sessions.get(key);
        return session == null ? null : session.startedAt;
    }

    @Override
    public SessionHistory observe(Subject subject, Observation observation) {
        Session session = of(subject, observation);
        session.add(new PastObservation(observation, Optional.empty()));
        session.acceptedTotal++;
        return session.toHistory(subject.hashKeyId());
    }

    @Override
    public void refuse(Subject subject, Observation observation, Outcome outcome, boolean ends) {
        Session session = of(subject, observation);
        session.refuse(new PastObservation(observation, answer(outcome)));
        end(session, ends ? observation.at() : null);
    }

    @Override
    public void conclude(Subject subject, String observationId, Outcome outcome, Optional<Instant> endedAt) {
        Session session = sessions.get(subject.key());
        int last = session == null ? -1 : session.size - 1;
        if (session == null
                || last < 0
                || !session.accepted[last].observation().id().equals(observationId)) {
            return;
        }
        PastObservation concluded = new PastObservation(session.accepted[last].observation(), answer(outcome));
        if (outcome.isIssued()) {
            session.accepted[last] = concluded;
        } else {
            session.size = last;
            session.acceptedTotal--;
            session.refuse(concluded);
        }
        end(session, endedAt.orElse(null));
    }

    @Override
    public Optional<SessionHistory> find(String key) {
        return Optional.ofNullable(sessions.get(key)).map(session -> session.toHistory(""));
    }

    private Session of(Subject subject, Observation observation) {
        Session known = sessions.get(subject.key());
        if (known == null) {
            known = new Session(subject.clientId(), observation.at());
            sessions.put(subject.key(), known);
        }
        return known;
    }

    private Optional<Outcome> answer(Outcome outcome) {
        return answers.computeIfAbsent(outcome.answer(), answer -> Optional.of(new Outcome(answer, List.of())));
    }

    private static void end(Session session, @Nullable Instant at) {
        session.endedAt = session.endedAt == null ? at : session.endedAt;
    }
}
