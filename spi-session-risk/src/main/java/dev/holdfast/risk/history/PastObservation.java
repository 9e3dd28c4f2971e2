package dev.holdfast.risk.history;

import dev.holdfast.risk.observation.Observation;
import java.util.Optional;

/**
 * An observation in a history.
 *
 * @param observation its features
 * @param outcome what was decided, empty while the decision is on its way
 */
public record PastObservation(Observation observation, Optional<Outcome> outcome) {}
