package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.Observation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Session histories in memory, for tests and replays: the oldest sessions are forgotten first. */
public final class InMemorySessionHistories implements SessionHistories {

    private record Entry(SessionHistory history, Instant expiresAt) {}

    private final InstantSource clock;
    private final Map<String, Entry> entries;

    /**
     * An empty store in which time stands still: a replay tells the times, and nothing expires.
     *
     * @param most how many sessions are kept
     */
    public InMemorySessionHistories(int most) {
        this(most, InstantSource.fixed(Instant.EPOCH));
    }

    /**
     * An empty store.
     *
     * @param most how many sessions are kept
     * @param clock tells when lifespans are over
     */
    public InMemorySessionHistories(int most, InstantSource clock) {
        this.clock = clock;
        entries = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
                return size() > most;
            }
        };
    }

    @Override
    public SessionHistory observe(Subject subject, Observation observation) {
        return update(subject, new HistoryUpdate.Observe(subject.clientId(), subject.hashKeyId(), observation))
                .orElseThrow();
    }

    @Override
    public void refuse(Subject subject, Observation observation, Outcome outcome, boolean ends) {
        update(subject, new HistoryUpdate.Refuse(subject.clientId(), subject.hashKeyId(), observation, outcome, ends));
    }

    @Override
    public void conclude(Subject subject, String observationId, Outcome outcome, Optional<Instant> endedAt) {
        update(subject, new HistoryUpdate.Conclude(observationId, outcome, endedAt));
    }

    @Override
    public synchronized Optional<SessionHistory> find(String key) {
        Entry entry = entries.get(key);
        return entry == null || entry.expiresAt().isBefore(clock.instant())
                ? Optional.empty()
                : Optional.of(entry.history());
    }

    private synchronized Optional<SessionHistory> update(Subject subject, HistoryUpdate update) {
        SessionHistory updated = update.apply(find(subject.key()).orElse(null));
        if (updated != null) {
            entries.put(subject.key(), new Entry(updated, clock.instant().plus(subject.lifespan())));
        }
        return Optional.ofNullable(updated);
    }
}
