package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.observation.Observation;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The likelihood of a step between two requests: how often this very session took such a step, smoothed by how often
 * sessions do. What matters is volatility, not novelty: a roaming agent may change what a build runner never does.
 *
 * @param prior how likely each step is in normal use; adds up to 1
 * @param attack how likely each step is for a thief; adds up to 1
 * @param step the step between an earlier and a later observation
 * @param <S> the kinds of steps
 */
record Volatility<S extends Enum<S>>(
        Map<S, Double> prior, Map<S, Double> attack, BiFunction<Observation, Observation, S> step) {

    /** So many observations weigh as much as the prior. */
    private static final double PRIOR_STRENGTH = 8;

    private static final double LEAST_NATS = -2;
    private static final double MOST_NATS = 6;

    /** The log-likelihood ratio of a step, clipped: a match proves little, for what can be seen can be copied. */
    double weightNats(S taken, List<PastObservation> past) {
        double likelihood = (count(taken, past) + PRIOR_STRENGTH * prior.getOrDefault(taken, 0.0))
                / (Math.max(0, past.size() - 1) + PRIOR_STRENGTH);
        double weight = Math.log(attack.getOrDefault(taken, 0.0)) - Math.log(likelihood);
        return Math.max(LEAST_NATS, Math.min(MOST_NATS, weight));
    }

    private long count(S taken, List<PastObservation> past) {
        long count = 0;
        for (int i = 1; i < past.size(); i++) {
            if (step.apply(past.get(i - 1).observation(), past.get(i).observation()) == taken) {
                count++;
            }
        }
        return count;
    }
}
