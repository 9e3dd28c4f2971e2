package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** Whether the pause since the request before is one this identity makes. */
public final class Cadence implements Signal {

    @Override
    public String name() {
        return "cadence";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.TIME;
    }

    @Override
    public String description() {
        return "Whether the pause since the request before, in powers of two of seconds, is one that this identity makes."
                + " Weighs at most 1 nat: schedules change for many reasons.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        OptionalInt category = category(situation);
        return category.isEmpty()
                ? Optional.empty()
                : evidence(
                        situation.profile().weightNats(Feature.CADENCE, category.getAsInt()) * situation.maturity(),
                        "an unusual pause of " + pause(situation).toSeconds() + " s since the request before");
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        category(situation).ifPresent(category -> lesson.put(Feature.CADENCE, category));
    }

    private static OptionalInt category(Situation situation) {
        // A retry has no rhythm; another signal weighs it.
        if (!situation.isStep() || situation.line().isRetry()) {
            return OptionalInt.empty();
        }
        long seconds = Math.max(0, pause(situation).toSeconds());
        return OptionalInt.of(Math.min(Feature.CADENCE.categories() - 1, 64 - Long.numberOfLeadingZeros(seconds)));
    }

    private static Duration pause(Situation situation) {
        return Duration.between(
                situation.newestIssued().at(), situation.current().at());
    }
}
