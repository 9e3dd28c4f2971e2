package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.profile.Lesson;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Signal;
import dev.holdfast.risk.signal.Situation;
import java.util.Optional;
import org.jboss.logging.Logger;

/** A signal that did not come with this module: whatever it does, requests are judged by the others. */
final class GuardedSignal implements Signal {

    private static final Logger LOG = Logger.getLogger(GuardedSignal.class);

    private final Signal signal;

    GuardedSignal(Signal signal) {
        this.signal = signal;
    }

    @Override
    public String name() {
        return signal.name();
    }

    @Override
    public Evidence.Group group() {
        return signal.group();
    }

    @Override
    public String description() {
        return signal.description();
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        try {
            return signal.weigh(situation).flatMap(evidence -> bounded(evidence, situation));
        } catch (RuntimeException e) {
            LOG.errorf(e, "Signal %s is left out of a decision", name());
            return Optional.empty();
        }
    }

    /** What speaks for trust is bounded too, so that no signal outweighs all others. */
    private Optional<Evidence> bounded(Evidence evidence, Situation situation) {
        double most = situation.settings().mostWeightNats();
        if (!Double.isFinite(evidence.weightNats())) {
            LOG.errorf("Signal %s is left out of a decision: its weight is %s", name(), evidence.weightNats());
            return Optional.empty();
        }
        double weight = evidence.invariant() ? evidence.weightNats() : Math.max(-most, evidence.weightNats());
        return Optional.of(new Evidence(name(), group(), weight, evidence.text(), evidence.invariant()));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        // The features of a profile are those of this module.
    }
}
