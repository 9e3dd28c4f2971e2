package dev.holdfast.evaluation.signal.poll;

import java.util.ArrayList;
import java.util.List;

/**
 * Which transmitters are polled where there are more than can be: each realm has one before any has two, so that nobody takes
 * polling away from another realm by what he configures in his own.
 *
 * @param chosen those that are polled
 * @param leftOut how many are not
 * @param <T> a transmitter
 */
public record PollSelection<T>(List<T> chosen, int leftOut) {

    /** So many of one realm. */
    public static final int MOST_OF_A_REALM = 50;

    /** So many in all: each costs a request in its interval, and a place in memory. */
    public static final int MOST = 1_000;

    /** Copies what it is given. */
    public PollSelection {
        chosen = List.copyOf(chosen);
    }

    /**
     * Chooses.
     *
     * @param realms the transmitters of each realm, in an order that all nodes see
     * @param <T> a transmitter
     * @return the choice, the same for the same transmitters
     */
    public static <T> PollSelection<T> of(List<List<T>> realms) {
        List<T> chosen = new ArrayList<>();
        for (int place = 0; place < MOST_OF_A_REALM; place++) {
            for (List<T> realm : realms) {
                if (place < realm.size() && chosen.size() < MOST) {
                    chosen.add(realm.get(place));
                }
            }
        }
        int all = realms.stream().mapToInt(List::size).sum();
        return new PollSelection<>(chosen, all - chosen.size());
    }
}
