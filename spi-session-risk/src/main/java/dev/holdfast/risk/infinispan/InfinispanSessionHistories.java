package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.infinispan.EmbeddedCaches;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.infinispan.Cache;
import org.infinispan.manager.EmbeddedCacheManager;
import org.jboss.logging.Logger;

/** Session histories in an embedded Infinispan cache, local or clustered. */
public final class InfinispanSessionHistories implements SessionHistories {

    /** The format version is part of the name: nodes that do not know it never join the cache. */
    private static final String CACHE = "holdfast-session-history-v2";

    private static final Logger LOG = Logger.getLogger(InfinispanSessionHistories.class);

    private final Cache<String, StoredHistory> cache;

    private InfinispanSessionHistories(Cache<String, StoredHistory> cache) {
        this.cache = cache;
    }

    /**
     * The histories in Keycloak's cache manager; their cache is defined and started if it was not.
     *
     * @param manager Keycloak's cache manager
     * @return the histories
     */
    public static InfinispanSessionHistories in(EmbeddedCacheManager manager) {
        return new InfinispanSessionHistories(EmbeddedCaches.of(manager, CACHE));
    }

    @Override
    public SessionHistory observe(Subject subject, Observation observation) {
        UpdateHistory update = update(UpdateHistory.ACCEPT, subject, StoredObservation.of(observation), 0);
        return cache.compute(subject.key(), update, subject.lifespan().toSeconds(), TimeUnit.SECONDS)
                .toHistory();
    }

    @Override
    public void refuse(Subject subject, Observation observation, Outcome outcome, boolean ends) {
        StoredObservation attempt = StoredObservation.of(observation).concluded(outcome.answer(), stored(outcome));
        long endedAtMillis = ends ? observation.at().toEpochMilli() : 0;
        cache.compute(
                subject.key(),
                update(UpdateHistory.REFUSE, subject, attempt, endedAtMillis),
                subject.lifespan().toSeconds(),
                TimeUnit.SECONDS);
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A failure is logged by the callback, nobody waits for it.
    public void conclude(Subject subject, String observationId, Outcome outcome, Optional<Instant> endedAt) {
        StoredObservation conclusion = UpdateHistory.conclusion(observationId, outcome.answer(), stored(outcome));
        UpdateHistory update = update(
                outcome.isIssued() ? UpdateHistory.CONCLUDE : UpdateHistory.CONCLUDE_REFUSED,
                subject,
                conclusion,
                endedAt.map(Instant::toEpochMilli).orElse(0L));
        cache.computeAsync(subject.key(), update, subject.lifespan().toSeconds(), TimeUnit.SECONDS)
                .whenComplete((stored, failure) -> {
                    if (failure != null) {
                        LOG.warnf("A decision could not be added to its history: %s", failure.getMessage());
                    }
                });
    }

    @Override
    public Optional<SessionHistory> find(String key) {
        return Optional.ofNullable(cache.get(key)).map(StoredHistory::toHistory);
    }

    private static UpdateHistory update(String step, Subject subject, StoredObservation observation, long endedAt) {
        return new UpdateHistory(step, subject.clientId(), subject.hashKeyId(), observation, endedAt);
    }

    private static List<StoredEvidence> stored(Outcome outcome) {
        return outcome.reasons().stream().map(StoredEvidence::of).toList();
    }
}
