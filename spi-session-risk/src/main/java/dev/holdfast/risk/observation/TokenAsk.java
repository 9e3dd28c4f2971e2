package dev.holdfast.risk.observation;

import java.util.List;
import java.util.TreeSet;

/**
 * What is asked for and by which authentication. Scopes and audiences are names from the realm's configuration, no
 * personal data: they are kept plain, so that a reason can name them.
 *
 * @param clientAuth how the client authenticated, empty if unknown
 * @param scopes at most {@value #MOST} names of at most {@value #LONGEST} characters, sorted
 * @param audiences the same
 */
public record TokenAsk(String clientAuth, List<String> scopes, List<String> audiences) {

    /** So many names are kept of a request; what an envelope checks is checked before the cut. */
    static final int MOST = 16;

    static final int LONGEST = 64;

    /** Nothing is known. */
    public static final TokenAsk NONE = new TokenAsk("", List.of(), List.of());

    static TokenAsk of(String clientAuth, List<String> scopes, List<String> audiences) {
        return new TokenAsk(cut(clientAuth), bounded(scopes), bounded(audiences));
    }

    private static List<String> bounded(List<String> names) {
        if (names.size() <= 1) {
            return names.isEmpty() ? List.of() : List.of(cut(names.get(0)));
        }
        TreeSet<String> sorted = new TreeSet<>();
        for (String name : names) {
            sorted.add(cut(name));
            if (sorted.size() > MOST) {
                sorted.pollLast();
            }
        }
        return List.copyOf(sorted);
    }

    private static String cut(String name) {
        return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
    }
}
