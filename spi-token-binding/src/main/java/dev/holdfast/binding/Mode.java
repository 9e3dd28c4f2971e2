package dev.holdfast.binding;

import java.util.Locale;

/** Whether Holdfast acts. The order is the strength: the weaker of two modes holds. */
public enum Mode {
    /** Nothing is checked. */
    OFF,
    /** Everything is checked and reported, nothing is refused. */
    OBSERVE,
    /** Violations are refused. */
    ENFORCE;

    /**
     * Reads a setting.
     *
     * @param value {@code off}, {@code observe} or {@code enforce} in any case
     * @return the mode; {@link #ENFORCE} for everything else, because what is not said means refuse
     */
    public static Mode parse(@org.jspecify.annotations.Nullable String value) {
        String name = value == null ? "" : value.trim().toUpperCase(Locale.ROOT);
        return switch (name) {
            case "OFF" -> OFF;
            case "OBSERVE" -> OBSERVE;
            default -> ENFORCE;
        };
    }

    /**
     * The weaker of two modes.
     *
     * @param other another mode
     * @return this or the other
     */
    public Mode and(Mode other) {
        return compareTo(other) <= 0 ? this : other;
    }
}
