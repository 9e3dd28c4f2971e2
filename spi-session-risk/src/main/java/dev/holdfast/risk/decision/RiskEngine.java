package dev.holdfast.risk.decision;

import dev.holdfast.risk.history.SessionHistory;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Signal;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Judges observations: the sum of the evidence is the score, and the evidence is the reason. */
public final class RiskEngine {

    /** Evidence below this weight says nothing about which kinds of evidence agree. */
    private static final double CORROBORATING_NATS = 1;

    private final List<Signal> signals;

    /**
     * An engine with some signals.
     *
     * @param signals the signals
     */
    public RiskEngine(List<Signal> signals) {
        this.signals = List.copyOf(signals);
    }

    /**
     * Judges an observation.
     *
     * @param observation the observation
     * @param history the history with the observation in it
     * @param settings what the administrator asks
     * @return the judgement
     */
    public Judgement judge(Observation observation, SessionHistory history, RiskSettings settings) {
        var past = history.before(observation.id());
        List<Evidence> reasons = signals.stream()
                .map(signal -> signal.weigh(observation, past))
                .flatMap(Optional::stream)
                .sorted(Comparator.comparingDouble(Evidence::weightNats).reversed())
                .toList();
        return new Judgement(decide(reasons, settings), reasons);
    }

    private static Decision decide(List<Evidence> reasons, RiskSettings settings) {
        double score = reasons.stream().mapToDouble(Evidence::weightNats).sum();
        long independent = reasons.stream()
                .filter(reason -> reason.weightNats() >= CORROBORATING_NATS)
                .map(Evidence::group)
                .distinct()
                .count();
        if (reasons.stream().anyMatch(Evidence::invariant) || (score >= settings.revokeNats() && independent >= 2)) {
            return new Decision.Revoke();
        }
        if (score >= settings.rebindNats()) {
            return new Decision.Rebind();
        }
        return score >= settings.restrictNats()
                ? new Decision.Restrict(settings.restrictedLifetime())
                : new Decision.Allow();
    }
}
