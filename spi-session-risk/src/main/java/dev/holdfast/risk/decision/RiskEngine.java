package dev.holdfast.risk.decision;

import dev.holdfast.risk.profile.Lesson;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Signal;
import dev.holdfast.risk.signal.Situation;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Judges requests: the sum of the evidence is the score, and the evidence is the reason. */
public final class RiskEngine {

    private static final Comparator<Evidence> STRONGEST_FIRST = Comparator.comparingDouble(
                    (Evidence reason) -> Math.abs(reason.weightNats()))
            .reversed();

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
     * Judges a request.
     *
     * @param situation the request and all that is known
     * @return the judgement
     */
    public Judgement judge(Situation situation) {
        double most = situation.settings().mostWeightNats();
        List<Evidence> reasons = new ArrayList<>();
        for (Signal signal : signals) {
            Optional<Evidence> evidence = signal.weigh(situation);
            if (evidence.isPresent()) {
                reasons.add(capped(evidence.get(), most));
            }
        }
        if (reasons.size() > 1) {
            reasons.sort(STRONGEST_FIRST);
        }
        return new Judgement(RiskPolicy.decide(reasons, situation), reasons);
    }

    /** Capped, and rounded to a ten-thousandth of a nat, so that a reason is what is printed of it. */
    private static Evidence capped(Evidence evidence, double most) {
        double weight = Math.rint(Math.min(most, evidence.weightNats()) * 10_000) / 10_000;
        return evidence.invariant()
                ? evidence
                : new Evidence(evidence.signal(), evidence.group(), weight, evidence.text(), false);
    }

    /**
     * What a clean request teaches.
     *
     * @param situation the request
     * @return the lesson
     */
    public Lesson lesson(Situation situation) {
        Lesson.Draft draft = new Lesson.Draft();
        signals.forEach(signal -> signal.teach(situation, draft));
        OptionalDouble roundTrip = situation.current().proof().nonceRoundTripMillis();
        return draft.finish(
                situation.current().at(),
                roundTrip.isPresent()
                        ? OptionalDouble.of(Math.log(Math.max(1, roundTrip.getAsDouble())))
                        : OptionalDouble.empty(),
                situation.current().proof().clockOffsetMillis());
    }
}
