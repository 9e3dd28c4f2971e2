package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Whether the identity asks much more often than usual. */
public final class RequestRate implements Signal {

    @Override
    public String name() {
        return "request-rate";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.TIME;
    }

    @Override
    public String description() {
        return "How many requests the identity sent in the last hour against its usual rate. Weighs at most 1.5 nats: fleets"
                + " scale. The number of live sessions stands in the reason; a hard limit is declared in an envelope.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        int category = category(situation);
        return category == 0
                ? Optional.empty()
                : evidence(
                        situation.profile().weightNats(Feature.RATE, category),
                        situation.standing().lastHour() + " requests in the last hour from "
                                + situation.standing().liveSessions() + " sessions, usually "
                                + Math.round(situation.profile().perHour()));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        lesson.put(Feature.RATE, category(situation));
    }

    private static int category(Situation situation) {
        double usual = Math.max(3, situation.profile().perHour());
        int now = situation.standing().lastHour();
        return situation.profile().perHour() == 0 || now < 4 * usual ? 0 : now < 12 * usual ? 1 : 2;
    }
}
