package dev.holdfast.risk.signal;

import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Known;
import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Whether the client asks with a grant and an authentication that it is known for. */
public final class UnusualAuthentication implements Signal {

    @Override
    public String name() {
        return "client-authentication";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.REQUEST;
    }

    @Override
    public String description() {
        return "Whether the client asks with a grant and a way of client authentication that this identity is known for:"
                + " a copied secret is often used by another grant than the workload's own.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        boolean usual = situation.profile().isSeen(Known.AUTHENTICATION, name(situation.current()));
        return usual
                ? Optional.empty()
                : evidence(
                        situation.profile().weightNats(Feature.AUTHENTICATION, 1) * situation.maturity(),
                        "unusual for this client: " + name(situation.current()));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        String name = name(situation.current());
        lesson.put(Feature.AUTHENTICATION, situation.profile().isSeen(Known.AUTHENTICATION, name) ? 0 : 1);
        lesson.add(Known.AUTHENTICATION, name);
    }

    private static String name(Observation observation) {
        String auth = observation.ask().clientAuth();
        return observation.grant() + (auth.isEmpty() ? "" : " with " + auth);
    }
}
