package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.infinispan.AtomicCache;
import dev.holdfast.risk.history.HistoryUpdate;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/** Session histories in Infinispan: Keycloak's own, local or clustered, or an external one. */
public final class InfinispanSessionHistories implements SessionHistories {

    /** The format version is part of the name: nodes that do not know it never join the cache. */
    public static final String CACHE = "holdfast-session-history-v3";

    private static final Logger LOG = Logger.getLogger(InfinispanSessionHistories.class);

    private final AtomicCache<StoredHistory> cache;

    /**
     * The histories in a cache.
     *
     * @param cache the cache named {@link #CACHE}
     */
    public InfinispanSessionHistories(AtomicCache<StoredHistory> cache) {
        this.cache = cache;
    }

    @Override
    public SessionHistory observe(Subject subject, Observation observation) {
        HistoryUpdate update = new HistoryUpdate.Observe(subject.clientId(), subject.hashKeyId(), observation);
        SessionHistory history =
                StoredHistory.toHistory(cache.update(subject.key(), UpdateHistory.of(update), subject.lifespan()));
        return Objects.requireNonNull(history, "an observed session has a history");
    }

    @Override
    public void refuse(Subject subject, Observation observation, Outcome outcome, boolean ends) {
        HistoryUpdate update =
                new HistoryUpdate.Refuse(subject.clientId(), subject.hashKeyId(), observation, outcome, ends);
        cache.update(subject.key(), UpdateHistory.of(update), subject.lifespan());
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A failure is logged by the callback, nobody waits for it.
    public void conclude(Subject subject, String observationId, Outcome outcome, Optional<Instant> endedAt) {
        HistoryUpdate update = new HistoryUpdate.Conclude(observationId, outcome, endedAt);
        cache.updateAsync(subject.key(), UpdateHistory.of(update), subject.lifespan())
                .whenComplete((stored, failure) -> {
                    if (failure != null) {
                        // Its message may name the key of the entry, which names a session or an identity.
                        LOG.warnf(
                                "A decision could not be added to its history: %s",
                                failure.getClass().getName());
                    }
                });
    }

    @Override
    public Optional<SessionHistory> find(String key) {
        return Optional.ofNullable(StoredHistory.toHistory(cache.find(key)));
    }
}
