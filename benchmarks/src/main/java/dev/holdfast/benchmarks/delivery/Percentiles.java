package dev.holdfast.benchmarks.delivery;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;

/**
 * What is said of many durations.
 *
 * @param count how many
 * @param p50Millis the median
 * @param p99Millis 99 of 100 are not longer
 * @param maxMillis the longest
 */
record Percentiles(int count, double p50Millis, double p99Millis, double maxMillis) {

    static Percentiles ofMicros(Collection<Long> micros) {
        long[] sorted = micros.stream().mapToLong(Long::longValue).sorted().toArray();
        if (sorted.length == 0) {
            return new Percentiles(0, Double.NaN, Double.NaN, Double.NaN);
        }
        return new Percentiles(sorted.length, at(sorted, 0.50), at(sorted, 0.99), sorted[sorted.length - 1] / 1000.0);
    }

    private static double at(long[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))] / 1000.0;
    }

    static double median(double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT, "p50 %.1f ms, p99 %.1f ms, max %.1f ms (n=%d)", p50Millis, p99Millis, maxMillis, count);
    }
}
