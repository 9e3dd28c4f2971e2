package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/** Whether the clock of whoever signs the proof is the usual one. */
public final class ClockOffset implements Signal {

    @Override
    public String name() {
        return "clock-offset";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.CLIENT;
    }

    @Override
    public String description() {
        return "Arrival minus the instant in the DPoP proof, against the session's last and this identity's usual offset. The"
                + " proof has a resolution of one second, so less than two seconds tell nothing.";
    }

    private static final double LEAST_DEVIATION_MILLIS = 600;

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        int category = category(situation);
        return category == 0
                ? Optional.empty()
                : evidence(
                        situation.profile().weightNats(Feature.CLOCK, category),
                        String.format(
                                Locale.ROOT,
                                "the clock of the signer is off by %.1f s, usually %.1f s",
                                situation.current().proof().clockOffsetMillis().getAsDouble() / 1000,
                                situation.profile().clockOffset().mean() / 1000));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        if (situation.current().proof().clockOffsetMillis().isPresent()) {
            lesson.put(Feature.CLOCK, category(situation));
        }
    }

    private static int category(Situation situation) {
        OptionalDouble offset = situation.current().proof().clockOffsetMillis();
        if (offset.isEmpty()) {
            return 0;
        }
        double here = offset.getAsDouble();
        OptionalDouble before = situation
                .previous()
                .map(last -> last.proof().clockOffsetMillis())
                .orElse(OptionalDouble.empty());
        double fromSession = before.isPresent() ? Math.abs(here - before.getAsDouble()) : Double.MAX_VALUE;
        double deviations = Math.abs(situation.profile().clockOffset().deviations(here, LEAST_DEVIATION_MILLIS));
        // Every host has its own clock: either the session or the identity may explain the offset.
        if (fromSession < 2_000 || deviations < 4) {
            return 0;
        }
        return Math.min(fromSession, deviations * LEAST_DEVIATION_MILLIS) < 5_000 ? 1 : 2;
    }
}
