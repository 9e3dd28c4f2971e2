package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.observation.Observation;
import java.util.List;
import java.util.Optional;

/** Weighs one thing. Pure: the same observation and history give the same evidence. */
public interface Signal {

    /**
     * Weighs an observation.
     *
     * @param current the observation
     * @param past what was accepted before in the same session, oldest first
     * @return evidence, or empty where it has nothing to say
     */
    Optional<Evidence> weigh(Observation current, List<PastObservation> past);
}
