package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.Locale;
import java.util.Optional;

/** Whether the answer to a server nonce takes as long as usual. */
public final class NonceRoundTrip implements Signal {

    @Override
    public String name() {
        return "nonce-round-trip";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.NETWORK;
    }

    @Override
    public String description() {
        return "How long the answer to a server nonce took, against this identity's usual round trip (logarithm, in standard"
                + " deviations). One clock measures it, and a relay cannot shorten it. Only for the first use of a nonce"
                + " issued in a challenge.";
    }

    /** Round trips of one and the same path differ by a third from one time to the next. */
    private static final double LEAST_DEVIATION = 0.35;

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        if (situation.current().proof().nonceRoundTripMillis().isEmpty()
                || situation.profile().roundTrip().count() < 5) {
            return Optional.empty();
        }
        return evidence(
                situation.profile().weightNats(Feature.ROUND_TRIP, category(situation)),
                String.format(
                        Locale.ROOT,
                        "the answer to a nonce took %.0f ms, usually %.0f ms",
                        situation.current().proof().nonceRoundTripMillis().getAsDouble(),
                        Math.exp(situation.profile().roundTrip().mean())));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        if (situation.current().proof().nonceRoundTripMillis().isPresent()) {
            lesson.put(Feature.ROUND_TRIP, category(situation));
        }
    }

    private static int category(Situation situation) {
        double millis = situation.current().proof().nonceRoundTripMillis().getAsDouble();
        double deviations = situation.profile().roundTrip().deviations(Math.log(Math.max(1, millis)), LEAST_DEVIATION);
        return deviations > 4 ? 2 : deviations > 2.5 ? 1 : deviations < -4 ? 3 : 0;
    }
}
