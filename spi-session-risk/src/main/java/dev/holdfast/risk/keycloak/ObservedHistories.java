package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.keycloak.metric.HoldfastMetric;
import dev.holdfast.binding.keycloak.trace.HoldfastSpan;
import dev.holdfast.binding.keycloak.trace.Trace;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.keycloak.models.KeycloakSession;

/**
 * Histories, with the time that requests wait for them.
 *
 * @param session the session of the request
 * @param histories where they are kept
 */
record ObservedHistories(KeycloakSession session, SessionHistories histories) implements SessionHistories {

    @Override
    public SessionHistory observe(Subject subject, Observation observation) {
        return timed("observe", () -> histories.observe(subject, observation));
    }

    @Override
    public void refuse(Subject subject, Observation observation, Outcome outcome, boolean ends) {
        timed("refuse", () -> {
            histories.refuse(subject, observation, outcome, ends);
            return ends;
        });
    }

    /** Nobody waits for it. */
    @Override
    public void conclude(Subject subject, String observationId, Outcome outcome, Optional<Instant> endedAt) {
        histories.conclude(subject, observationId, outcome, endedAt);
    }

    @Override
    public Optional<SessionHistory> find(String key) {
        return timed("find", () -> histories.find(key));
    }

    private <T> T timed(String access, Supplier<T> work) {
        long begin = System.nanoTime();
        try (Trace trace = Trace.start(session, HoldfastSpan.HISTORY).with("access", access)) {
            try {
                return work.get();
            } catch (RuntimeException e) {
                trace.failed(e.getClass().getSimpleName());
                throw e;
            }
        } finally {
            HoldfastMetric.HISTORY.time(Duration.ofNanos(System.nanoTime() - begin), access);
        }
    }
}
