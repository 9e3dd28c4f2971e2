package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Weighs one thing. Pure: the same situation gives the same evidence. */
public interface Signal {

    /**
     * The name in reasons and documentation.
     *
     * @return words with hyphens
     */
    String name();

    /**
     * What kind of evidence it gives.
     *
     * @return the group; only evidence of different groups is independent
     */
    Evidence.Group group();

    /**
     * What it watches, for the generated documentation.
     *
     * @return one or a few sentences
     */
    String description();

    /**
     * Weighs a request.
     *
     * @param situation the request and all that is known
     * @return evidence, or empty where it has nothing to say
     */
    Optional<Evidence> weigh(Situation situation);

    /**
     * Says what a clean request teaches about its identity.
     *
     * @param situation the request
     * @param lesson where it is written down
     */
    default void teach(Situation situation, Lesson.Draft lesson) {}

    /**
     * Evidence of this signal; without weight it is none.
     *
     * @param weightNats the weight
     * @param text the reason
     * @return the evidence
     */
    default Optional<Evidence> evidence(double weightNats, String text) {
        return weightNats == 0 ? Optional.empty() : Optional.of(new Evidence(name(), group(), weightNats, text, false));
    }

    /**
     * Evidence of something that never happens in normal use.
     *
     * @param text the reason
     * @return the evidence
     */
    default Optional<Evidence> broken(String text) {
        return Optional.of(new Evidence(name(), group(), BindingBroken.WEIGHT_NATS, text, true));
    }
}
