package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Whether one key is used from two owners at nearly the same time. */
public final class KeyOverlap implements Signal {

    @Override
    public String name() {
        return "key-overlap";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.BINDING;
    }

    @Override
    public String description() {
        return "Whether proofs of one key come from two owners of networks within two minutes: the key was copied, or a"
                + " relay forwards its proofs. Weighed against how often that happens to this identity.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return situation
                .standing()
                .overlap()
                .filter(owner -> !situation.standing().fleetNetwork())
                .flatMap(owner -> evidence(
                        situation.profile().weightNats(Feature.OVERLAP, 1),
                        "the same key was used moments ago from " + owner + ", now from "
                                + situation.current().network().inWords()));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        if (situation.current().key().isPresent()) {
            lesson.put(Feature.OVERLAP, situation.standing().overlap().isPresent() ? 1 : 0);
        }
    }
}
