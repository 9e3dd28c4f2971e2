package dev.holdfast.risk.signal;

import java.util.List;
import java.util.Optional;

/**
 * What is known beside history and profile.
 *
 * @param ended by what trust had ended before the request, in words
 * @param breach what of the declared envelope the request breaks, in words
 * @param reports what others reported, in words with a weight
 * @param overlap the owner from which the same key was used moments ago, in words
 * @param liveSessions how many sessions of the identity are live
 * @param lastHour how many requests the identity sent in the last hour
 * @param fleetNetwork whether many sessions of the identity moved to this network
 * @param fleetStack whether many sessions of the identity changed to this client
 * @param rebindFailed whether this place and client of the session failed a rebind
 * @param rebindPassed whether it passed one: it has the key, so it is not asked again
 */
public record Standing(
        Optional<String> ended,
        Optional<String> breach,
        List<Report> reports,
        Optional<String> overlap,
        int liveSessions,
        int lastHour,
        boolean fleetNetwork,
        boolean fleetStack,
        boolean rebindFailed,
        boolean rebindPassed) {

    /**
     * What is told from elsewhere.
     *
     * @param ended by what trust had ended
     * @param breach what of the envelope is broken
     * @param reports what others reported
     * @return a standing with only that
     */
    public static Standing told(Optional<String> ended, Optional<String> breach, List<Report> reports) {
        return ended.isEmpty() && breach.isEmpty() && reports.isEmpty()
                ? NONE
                : new Standing(ended, breach, reports, Optional.empty(), 0, 0, false, false, false, false);
    }

    /** Nothing is known. */
    public static final Standing NONE = new Standing(
            Optional.empty(), Optional.empty(), List.of(), Optional.empty(), 0, 0, false, false, false, false);

    /**
     * What somebody reported.
     *
     * @param weightNats how much it weighs
     * @param text what, in words
     */
    public record Report(double weightNats, String text) {}

    Standing moved(boolean network, boolean stack) {
        return new Standing(
                ended, breach, reports, overlap, liveSessions, lastHour, network, stack, rebindFailed, rebindPassed);
    }
}
