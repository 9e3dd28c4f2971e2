package dev.holdfast.risk.profile;

/**
 * Mean and variance of a number, counted online (Welford).
 *
 * @param count how many were seen, decayed
 * @param mean their mean
 * @param squares the sum of squared distances from the mean
 */
public record Moments(float count, float mean, float squares) {

    /** Nothing was seen. */
    public static final Moments NONE = new Moments(0, 0, 0);

    /** An old mean has to give way to a new one some day. */
    private static final float MEMORY = 200;

    Moments plus(double value) {
        float kept = Math.min(count, MEMORY);
        float newCount = kept + 1;
        double delta = value - mean;
        double newMean = mean + delta / newCount;
        double scaled = count == 0 ? 0 : squares * (kept / count);
        return new Moments(newCount, (float) newMean, (float) (scaled + delta * (value - newMean)));
    }

    /**
     * How far a value is from the mean.
     *
     * @param value the value
     * @param least the least standard deviation that is believed
     * @return in standard deviations, negative below the mean; 0 before 5 values were seen
     */
    public double deviations(double value, double least) {
        return count < 5 ? 0 : (value - mean) / Math.max(least, Math.sqrt(squares / count));
    }
}
