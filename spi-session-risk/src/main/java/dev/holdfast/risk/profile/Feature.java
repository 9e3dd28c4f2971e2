package dev.holdfast.risk.profile;

/**
 * The categorical features of an identity. Each has how likely its categories are in normal use before anything is known
 * (prior) and for a thief (attack, fixed: it is never learned, for it could be poisoned), both adding up to 1, and the
 * least and most a category may weigh in nats. The tables are set by hand from what is published of attacks on workload
 * credentials; a match weighs little, because what can be seen can be copied.
 */
@SuppressWarnings("ImmutableEnumChecker") // The arrays are never handed out; lists of Double would cost a box each.
public enum Feature {
    /** {@link NetworkStep} between two requests of a session. */
    NETWORK_STEP(-0.5, 6, 0.04, of(.86, .05, .05, .02, .01, .007, .003), of(.10, .06, .06, .26, .06, .22, .24)),
    /** {@link NetworkStep} of the first request of a session, against all that the identity is known for. */
    NETWORK_ENTRY(-0.5, 6, 0.04, of(0, 0, .80, .12, 0, .06, .02), of(0, 0, .15, .25, 0, .30, .30)),
    /** {@link StackStep} between two requests of a session. */
    STACK_STEP(-0.3, 6, 0.04, of(.955, .012, .008, .016, .005, .004), of(.25, .05, .03, .02, .25, .40)),
    /** {@link StackStep} of the first request of a session. */
    STACK_ENTRY(-0.3, 6, 0.04, of(0, .02, .02, .93, .015, .015), of(0, .08, .07, .20, .25, .40)),
    /** The binary logarithm of the seconds since the request before. */
    CADENCE(0, 1, 0.1, even(20), even(20)),
    /** The hour of the day, once for weekdays and once for weekends. */
    HOUR(0, 0.8, 0.1, even(48), even(48)),
    /** In line; again from here or elsewhere; late from here or elsewhere. */
    RETRY(0, 5, 0.05, of(.975, .015, .003, .005, .002), of(.685, .005, .15, .01, .15)),
    /** No; back at the usual place; away at the other place again. */
    ALTERNATION(0, 5, 0.02, of(.96, .03, .01), of(.60, .05, .35)),
    /** Whether a key was just used from another owner. */
    OVERLAP(0, 4, 0.02, of(.99, .01), of(.70, .30)),
    /** Whether a second rhythm runs through the first. */
    METRONOME(0, 2, 0.05, of(.95, .05), of(.60, .40)),
    /** A usual set; a new set of usual names; a new name. */
    SCOPES(0, 3, 0.05, of(.96, .03, .01), of(.50, .20, .30)),
    /** The same for audiences. */
    AUDIENCES(0, 3, 0.05, of(.96, .03, .01), of(.50, .20, .30)),
    /** Whether grant and client authentication are usual. */
    AUTHENTICATION(0, 4, 0.05, of(.985, .015), of(.70, .30)),
    /** As usual; another key; no key where one is usual; a new key for a new session. */
    BINDING(0, 6, 0.05, of(.70, .035, .005, .26), of(.30, .25, .25, .20)),
    /** Usual; several times the usual rate; many times. */
    RATE(0, 1.5, 0.05, of(.97, .025, .005), of(.70, .20, .10)),
    /** Usual; longer; much longer; shorter. */
    ROUND_TRIP(-0.3, 4, 0.05, of(.95, .03, .01, .01), of(.40, .20, .30, .10)),
    /** Usual; off; far off. */
    CLOCK(0, 3.5, 0.05, of(.97, .02, .01), of(.50, .25, .25));

    private final double least;
    private final double most;
    /** What another session confirms may be learned so much faster. */
    private static final double INDEPENDENT = 8;

    private final double growth;
    private final double independentGrowth;
    private final double[] prior;
    private final double[] attack;

    Feature(double least, double most, double growth, double[] prior, double[] attack) {
        this.least = least;
        this.most = most;
        this.growth = Math.expm1(growth);
        this.independentGrowth = Math.expm1(INDEPENDENT * growth);
        this.prior = prior;
        this.attack = attack;
    }

    /**
     * How many categories there are.
     *
     * @return from 2 to 48
     */
    public int categories() {
        return prior.length;
    }

    double prior(int category) {
        return prior[category];
    }

    /** The share by which one lesson may raise the likelihood of a rare category at most. */
    double growth(boolean independent) {
        return independent ? independentGrowth : growth;
    }

    double weightNats(int category, double likelihood) {
        return Math.max(least, Math.min(most, Math.log(attack[category] / likelihood)));
    }

    private static double[] of(double... values) {
        return values;
    }

    private static double[] even(int categories) {
        double[] values = new double[categories];
        java.util.Arrays.fill(values, 1.0 / categories);
        return values;
    }
}
