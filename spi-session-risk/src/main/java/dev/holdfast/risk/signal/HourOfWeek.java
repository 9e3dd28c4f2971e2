package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Whether the identity works at this hour. */
public final class HourOfWeek implements Signal {

    @Override
    public String name() {
        return "hour-of-week";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.TIME;
    }

    @Override
    public String description() {
        return "Whether the identity is used to work at this hour (UTC) of a weekday or weekend. Weighs at most 0.8 nats:"
                + " hours that must not be are declared in an envelope.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return evidence(
                situation.profile().weightNats(Feature.HOUR, category(situation)) * situation.maturity(),
                "an unusual hour");
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        lesson.put(Feature.HOUR, category(situation));
    }

    private static int category(Situation situation) {
        long hours = Math.floorDiv(situation.current().at().getEpochSecond(), 3_600);
        // The epoch began on a Thursday: day 2 was a Saturday.
        long day = Math.floorMod(Math.floorDiv(hours, 24), 7L);
        return (int) Math.floorMod(hours, 24L) + (day == 2 || day == 3 ? 24 : 0);
    }
}
