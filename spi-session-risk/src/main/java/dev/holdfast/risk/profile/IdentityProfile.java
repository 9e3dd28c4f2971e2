package dev.holdfast.risk.profile;

import java.time.Duration;

/**
 * What one identity usually does. Immutable; counts decay with a half-life of seven days of active time; the size is fixed
 * whatever is sent (see {@link ProfileBytes}). A lesson moves the likelihood of a rare category by no more than its growth in
 * {@link Feature}, and a value is known only after {@value #KNOWN_FROM} lessons, so that ten slow steps of an
 * attacker move no later score by more than 1 nat.
 */
@SuppressWarnings("EnumOrdinal") // The index into the tables of a feature; the stored form has a version.
public final class IdentityProfile {

    /** Nothing is known. */
    public static final IdentityProfile EMPTY = new IdentityProfile(
            new float[Feature.values().length][], emptyValues(), Moments.NONE, Moments.NONE, 0, 0, 0);

    /** From so many lessons on a value is known: more than an attacker's ten. */
    static final int KNOWN_FROM = 11;

    /** So many lessons weigh as much as the prior. */
    private static final double PRIOR_STRENGTH = 8;

    /** However often something did not happen, it stays at least this share of its prior. */
    private static final double LEAST_SHARE_OF_PRIOR = 1 / 20.0;

    private static final double HALF_LIFE_SECONDS = Duration.ofDays(7).toSeconds();
    /** A longer pause is no activity: whoever works once a day forgets no faster than whoever works all day. */
    private static final long LONGEST_ACTIVE_SECONDS = Duration.ofHours(6).toSeconds();

    private static final long DECAY_EVERY_SECONDS = Duration.ofHours(1).toSeconds();

    private final float[][] counts;
    private final TopValues[] known;
    private final Moments roundTrip;
    private final Moments clockOffset;
    private final float lessons;
    private final long lastSeconds;
    private final long activeSeconds;

    IdentityProfile(
            float[][] counts,
            TopValues[] known,
            Moments roundTrip,
            Moments clockOffset,
            float lessons,
            long lastSeconds,
            long activeSeconds) {
        this.counts = counts;
        this.known = known;
        this.roundTrip = roundTrip;
        this.clockOffset = clockOffset;
        this.lessons = lessons;
        this.lastSeconds = lastSeconds;
        this.activeSeconds = activeSeconds;
    }

    /**
     * How much was learned.
     *
     * @return lessons, decayed
     */
    public double lessons() {
        return lessons;
    }

    /**
     * Whether the identity is known for a value.
     *
     * @param set what it is
     * @param text the value
     * @return true from {@value #KNOWN_FROM} lessons on
     */
    public boolean isKnown(Known set, String text) {
        return known[set.ordinal()].count(TopValues.hash(text)) >= KNOWN_FROM;
    }

    /**
     * Whether a value was ever learned and not yet displaced.
     *
     * @param set what it is
     * @param text the value
     * @return true from the first lesson on
     */
    public boolean isSeen(Known set, String text) {
        return known[set.ordinal()].count(TopValues.hash(text)) > 0.5;
    }

    /**
     * What a category weighs for this identity.
     *
     * @param feature the feature
     * @param category its category
     * @return log-likelihood ratio of theft against normal use in nats, clipped to the range of the feature
     */
    public double weightNats(Feature feature, int category) {
        return weightNats(feature, category, feature.prior(category));
    }

    /**
     * The same with the prior of a peer group.
     *
     * @param feature the feature
     * @param category its category
     * @param prior likelihood of the category in the peer group
     * @return in nats
     */
    public double weightNats(Feature feature, int category, double prior) {
        float[] counted = counts[feature.ordinal()];
        double all = 0;
        double count = 0;
        if (counted != null) {
            count = counted[category];
            for (float other : counted) {
                all += other;
            }
        }
        double likelihood = (count + PRIOR_STRENGTH * prior) / (all + PRIOR_STRENGTH);
        return feature.weightNats(category, Math.max(likelihood, prior * LEAST_SHARE_OF_PRIOR));
    }

    /**
     * The usual nonce round trip.
     *
     * @return moments of its natural logarithm in milliseconds
     */
    public Moments roundTrip() {
        return roundTrip;
    }

    /**
     * The usual clock offset.
     *
     * @return moments in milliseconds
     */
    public Moments clockOffset() {
        return clockOffset;
    }

    /**
     * The usual rate.
     *
     * @return requests in an hour of activity, 0 before a day of it was seen
     */
    public double perHour() {
        return activeSeconds < 86_400 ? 0 : lessons * 3_600.0 / activeSeconds;
    }

    /**
     * The profile after a lesson.
     *
     * @param lesson what a clean observation teaches
     * @return the new profile
     */
    public IdentityProfile learn(Lesson lesson) {
        long now = lesson.at().getEpochSecond();
        long pause = lastSeconds == 0 ? 0 : Math.max(0, Math.min(LONGEST_ACTIVE_SECONDS, now - lastSeconds));
        long active = activeSeconds + pause;
        boolean decays = active / DECAY_EVERY_SECONDS != activeSeconds / DECAY_EVERY_SECONDS;
        float factor = decays ? (float) Math.pow(0.5, Math.max(pause, DECAY_EVERY_SECONDS) / HALF_LIFE_SECONDS) : 1;
        float[][] newCounts = decays ? decayed(factor) : counts.clone();
        lesson.categories()
                .forEach((feature, category) -> count(newCounts, feature, category, !decays, lesson.independent()));
        TopValues[] newKnown = known.clone();
        for (int i = 0; decays && i < newKnown.length; i++) {
            newKnown[i] = newKnown[i].times(factor);
        }
        for (Lesson.Value value : lesson.values()) {
            int set = value.set().ordinal();
            newKnown[set] = newKnown[set].plus(value.hash(), 1, value.set().capacity());
        }
        return new IdentityProfile(
                newCounts,
                newKnown,
                lesson.roundTripLog().isPresent()
                        ? roundTrip.plus(lesson.roundTripLog().getAsDouble())
                        : roundTrip,
                lesson.clockOffsetMillis().isPresent()
                        ? clockOffset.plus(lesson.clockOffsetMillis().getAsDouble())
                        : clockOffset,
                lessons * factor + 1,
                Math.max(lastSeconds, now),
                decays ? (long) (active * factor) : active);
    }

    /**
     * The profile after a fleet event: what the fleet moved to is known from now on.
     *
     * @param set what it is
     * @param text the value
     * @return the new profile
     */
    public IdentityProfile adopt(Known set, String text) {
        TopValues[] newKnown = known.clone();
        newKnown[set.ordinal()] = known[set.ordinal()].plus(TopValues.hash(text), 2 * KNOWN_FROM, set.capacity());
        return new IdentityProfile(counts, newKnown, roundTrip, clockOffset, lessons, lastSeconds, activeSeconds);
    }

    float[][] counts() {
        return counts;
    }

    TopValues[] known() {
        return known;
    }

    long lastSeconds() {
        return lastSeconds;
    }

    long activeSeconds() {
        return activeSeconds;
    }

    private static void count(float[][] counts, Feature feature, int category, boolean shared, boolean independent) {
        float[] old = counts[feature.ordinal()];
        float[] counted = old == null ? new float[feature.categories()] : shared ? old.clone() : old;
        double room = (counted[category] + PRIOR_STRENGTH * feature.prior(category)) * feature.growth(independent);
        counted[category] += (float) Math.min(1, room);
        counts[feature.ordinal()] = counted;
    }

    private float[][] decayed(float factor) {
        float[][] result = new float[counts.length][];
        for (int i = 0; i < counts.length; i++) {
            if (counts[i] != null) {
                result[i] = counts[i].clone();
                for (int j = 0; j < result[i].length; j++) {
                    result[i][j] *= factor;
                }
            }
        }
        return result;
    }

    private static TopValues[] emptyValues() {
        TopValues[] values = new TopValues[Known.values().length];
        java.util.Arrays.fill(values, TopValues.EMPTY);
        return values;
    }
}
