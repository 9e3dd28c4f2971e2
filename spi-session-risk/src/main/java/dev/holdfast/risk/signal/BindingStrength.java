package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Whether the key is one that the identity is known for. */
public final class BindingStrength implements Signal {

    private static final int USUAL = 0;
    private static final int OTHER_KEY = 1;
    private static final int NO_KEY = 2;
    private static final int NEW_KEY = 3;

    private static final String BOUND = "bound";
    private static final String BEARER = "bearer";

    @Override
    public String name() {
        return "binding-strength";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.BINDING;
    }

    @Override
    public String description() {
        return "Whether the identity proves a key as it usually does: another key within a session, a new key where keys"
                + " are lasting, or no key where there always is one. What a proven key takes off network evidence is"
                + " said there.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        int category = category(situation);
        if (category == USUAL) {
            return Optional.empty();
        }
        double weight = situation.profile().weightNats(Feature.BINDING, category)
                * (situation.isStep() ? 1 : situation.maturity());
        return evidence(
                weight,
                category == NO_KEY
                        ? "no key is proven where there usually is one"
                        : "a key that the identity is not known for");
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        // Within a session the key stays: counted are beginnings, else a new key for each session would always
        // surprise.
        if (!situation.isStep() || category(situation) != USUAL) {
            lesson.put(Feature.BINDING, category(situation));
        }
        lesson.add(Known.KEY, situation.current().key().isPresent() ? BOUND : BEARER);
        situation.current().key().ifPresent(key -> lesson.add(Known.KEY, key.value()));
    }

    private static int category(Situation situation) {
        var key = situation.current().key();
        if (key.isEmpty()) {
            boolean usuallyBound = situation.profile().isKnown(Known.KEY, BOUND)
                    && !situation.profile().isSeen(Known.KEY, BEARER);
            return usuallyBound ? NO_KEY : USUAL;
        }
        if (situation.isStep()) {
            return situation.last().key().equals(key) ? USUAL : OTHER_KEY;
        }
        return situation.profile().isSeen(Known.KEY, key.get().value()) ? USUAL : NEW_KEY;
    }
}
