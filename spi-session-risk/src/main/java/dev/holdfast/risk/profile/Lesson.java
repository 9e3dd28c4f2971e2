package dev.holdfast.risk.profile;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * What one clean observation teaches. It is derived while the observation is judged and learned only after a quarantine.
 *
 * @param at when it was observed
 * @param categories the category of each feature that could be told
 * @param values the values to be known for
 * @param roundTripLog natural logarithm of the nonce round trip in milliseconds
 * @param clockOffsetMillis arrival minus the instant in the proof
 * @param independent whether it comes from another session than what was last taught of a move: one stolen session cannot
 *     teach much, several sessions that do the same may
 */
public record Lesson(
        Instant at,
        Map<Feature, Integer> categories,
        List<Value> values,
        OptionalDouble roundTripLog,
        OptionalDouble clockOffsetMillis,
        boolean independent) {

    /**
     * One value.
     *
     * @param set what it is
     * @param hash its hash
     */
    public record Value(Known set, long hash) {

        /**
         * A value by its text.
         *
         * @param set what it is
         * @param text the text, hashed with a key already where it must not be kept
         * @return the value
         */
        public static Value of(Known set, String text) {
            return new Value(set, TopValues.hash(text));
        }
    }

    /**
     * Whether the lesson tells of a move.
     *
     * @return true for a new network or another client
     */
    @SuppressWarnings("EnumOrdinal") // The category is the index of the step.
    public boolean isMove() {
        return categories.getOrDefault(Feature.NETWORK_STEP, 0) >= NetworkStep.SAME_OWNER.ordinal()
                || categories.getOrDefault(Feature.STACK_STEP, 0) > 0;
    }

    /**
     * The same from an independent session.
     *
     * @return the lesson
     */
    public Lesson independently() {
        return new Lesson(at, categories, values, roundTripLog, clockOffsetMillis, true);
    }

    /**
     * What a request teaches that was restricted, when its session went on clean: that such a step happens, not where it led.
     *
     * @param at when it was observed
     * @param step the step
     * @return the lesson
     */
    @SuppressWarnings("EnumOrdinal") // The category is the index of the step.
    public static Lesson ofStep(Instant at, NetworkStep step) {
        return new Lesson(
                at,
                Map.of(Feature.NETWORK_STEP, step.ordinal()),
                List.of(),
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                true);
    }

    /** Collects a lesson; for one thread. */
    public static final class Draft {

        private final EnumMap<Feature, Integer> categories = new EnumMap<>(Feature.class);
        private final List<Value> values = new ArrayList<>();

        /**
         * Adds a category.
         *
         * @param feature the feature
         * @param category its category
         */
        public void put(Feature feature, int category) {
            categories.put(feature, category);
        }

        /**
         * Adds a value; an empty text is no value.
         *
         * @param set what it is
         * @param text the value
         */
        public void add(Known set, String text) {
            if (!text.isEmpty()) {
                values.add(Value.of(set, text));
            }
        }

        /**
         * The lesson.
         *
         * @param at when it was observed
         * @param roundTripLog logarithm of the nonce round trip
         * @param clockOffsetMillis clock offset of the proof
         * @return the lesson; the draft is not used any more
         */
        public Lesson finish(Instant at, OptionalDouble roundTripLog, OptionalDouble clockOffsetMillis) {
            return new Lesson(at, categories, values, roundTripLog, clockOffsetMillis, false);
        }
    }
}
