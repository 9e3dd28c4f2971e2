package dev.holdfast.benchmarks.fleet;

import java.io.PrintStream;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What each deploy and each move of an egress cost the identity that went through it, in the three hours after it began. */
final class FleetMoves {

    private static final String[] NAMES = {"deploy", "egress move"};
    private static final long WINDOW_MILLIS = 3 * 3_600_000L;

    private final Map<String, int[]> answers = new TreeMap<>();

    void count(String seed, FleetEvent event, long[] began, int tier) {
        for (int i = 0; i < began.length; i++) {
            if (event.millis() >= began[i] && event.millis() < began[i] + WINDOW_MILLIS) {
                answers.computeIfAbsent(NAMES[i] + '|' + seed + '|' + event.client(), any -> new int[4])[tier]++;
            }
        }
    }

    void print(PrintStream out) {
        out.println("\n| move | identities | restricted at all | restricts each | rebound more than once | revoked |\n"
                + "|---|---|---|---|---|---|");
        for (String name : NAMES) {
            int all = 0;
            int restricted = 0;
            int restricts = 0;
            int rebound = 0;
            int revoked = 0;
            for (Map.Entry<String, int[]> move : answers.entrySet()) {
                if (move.getKey().startsWith(name + '|')) {
                    int[] counts = move.getValue();
                    all++;
                    restricted += counts[1] + counts[2] > 0 ? 1 : 0;
                    restricts += counts[1];
                    rebound += counts[2] > 1 ? 1 : 0;
                    revoked += counts[3] > 0 ? 1 : 0;
                }
            }
            out.printf(
                    Locale.ROOT,
                    "| %s | %d | %d | %.2f | %d | %d |%n",
                    name,
                    all,
                    restricted,
                    all == 0 ? 0 : (double) restricts / all,
                    rebound,
                    revoked);
        }
    }
}
