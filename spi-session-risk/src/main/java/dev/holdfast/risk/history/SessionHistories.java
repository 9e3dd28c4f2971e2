package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.Observation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Keeps the histories of sessions, shared by all nodes. */
public interface SessionHistories {

    /**
     * Whose history.
     *
     * @param key names the session within the whole server, see {@link SessionKey}
     * @param identity names the identity within the whole server: realm, client and workload
     * @param clientId the client
     * @param hashKeyId names the key that the hashes of the observation were made with
     * @param lifespan how long the session can live
     * @param coherent whether it is one instance, so that steps between its requests mean something; false for bearers
     *     without a session
     */
    record Subject(
            String key, String identity, String clientId, String hashKeyId, Duration lifespan, boolean coherent) {}

    /**
     * Adds an observation in one atomic step. The same observation id twice is one observation.
     *
     * @param subject whose
     * @param observation the observation
     * @return the history with the observation in it
     */
    SessionHistory observe(Subject subject, Observation observation);

    /**
     * Adds an attempt that was refused without being judged by its history.
     *
     * @param subject whose
     * @param observation the attempt
     * @param outcome why it was refused
     * @param ends whether trust in the session ends with it
     */
    void refuse(Subject subject, Observation observation, Outcome outcome, boolean ends);

    /**
     * Says what was decided on an observation. May be done after the request was answered.
     *
     * @param subject whose
     * @param observationId the observation
     * @param outcome what was decided
     * @param endedAt when trust in the session ended by it, if it did
     */
    void conclude(Subject subject, String observationId, Outcome outcome, Optional<Instant> endedAt);

    /**
     * Reads a history.
     *
     * @param key names the session
     * @return the history, empty if nothing is known of the session
     */
    Optional<SessionHistory> find(String key);
}
