package dev.holdfast.risk.signal;

import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import dev.holdfast.risk.profile.StackStep;
import java.util.Optional;

/** Whether another program sends the request than before, against how often that changes for this identity. */
@SuppressWarnings("EnumOrdinal") // The index into the tables of a feature; the stored form has a version.
public final class ClientChange implements Signal {

    /** Every client is updated some day, however long it was not; and no thief changes nothing but the version. */
    private static final double MOST_OF_UPDATE = 2.5;

    @Override
    public String name() {
        return "client-stack-change";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.CLIENT;
    }

    @Override
    public String description() {
        return "Whether another program sends the request than before in the session: product, major version and build of"
                + " the user agent, order of the headers, TLS fingerprint from a trusted proxy. A copied user agent that"
                + " speaks differently weighs nearly as much as another product; a version change alone restricts nobody.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        StackStep step = situation.stackStep();
        if (situation.standing().fleetStack() && step != StackStep.SAME) {
            return Optional.empty();
        }
        double weight = situation.isStep()
                ? situation.profile().weightNats(Feature.STACK_STEP, step.ordinal())
                : situation.profile().weightNats(Feature.STACK_ENTRY, step.ordinal()) * situation.maturity();
        boolean updated = step == StackStep.OTHER_BUILD || step == StackStep.OTHER_VERSION;
        return evidence(updated ? Math.min(weight, MOST_OF_UPDATE) : weight, text(situation, step));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        lesson.put(
                situation.isStep() ? Feature.STACK_STEP : Feature.STACK_ENTRY,
                situation.stackStep().ordinal());
        lesson.add(Known.STACK, situation.current().stack().name());
        lesson.add(Known.STACK, situation.current().stack().wire());
        lesson.add(Known.PRODUCT, situation.current().stack().product());
    }

    private static String text(Situation situation, StackStep step) {
        ClientStack here = situation.current().stack();
        if (!situation.isStep()) {
            return step == StackStep.KNOWN
                    ? "the session begins with a known client"
                    : "the session begins with a new client, " + here.inWords();
        }
        ClientStack last = situation.last().stack();
        return switch (step) {
            case SAME -> "same client as before";
            case OTHER_WIRE -> "client says " + here.inWords() + " but speaks differently than before";
            case OTHER_BUILD -> "another build of " + here.inWords();
            case OTHER_VERSION, KNOWN, OTHER_PRODUCT ->
                "client changed from " + last.inWords() + " to " + here.inWords();
        };
    }
}
