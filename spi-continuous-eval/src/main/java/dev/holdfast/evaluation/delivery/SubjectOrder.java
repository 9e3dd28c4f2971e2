package dev.holdfast.evaluation.delivery;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the order of the events about one subject while those about others go at the same time: an event waits for every
 * earlier one of its subject.
 */
public final class SubjectOrder {

    private SubjectOrder() {}

    /** Something in a queue. */
    public interface Queued {

        /** Whom it is about; equal for the same subject. */
        String subject();

        /** Its place in the queue: smaller is earlier. */
        long position();
    }

    /**
     * Those that no earlier one of the same subject holds back.
     *
     * @param candidates what could be sent now
     * @param heldBack what is queued and cannot be sent now: it waits for its next attempt, or somebody else is sending it
     * @return the candidates that may go, in their order
     */
    public static <T extends Queued> List<T> free(List<T> candidates, Collection<? extends Queued> heldBack) {
        if (heldBack.isEmpty()) {
            return candidates;
        }
        Map<String, Long> earliest = new HashMap<>();
        heldBack.forEach(held -> earliest.merge(held.subject(), held.position(), Math::min));
        return candidates.stream()
                .filter(candidate -> candidate.position() < earliest.getOrDefault(candidate.subject(), Long.MAX_VALUE))
                .toList();
    }

    /**
     * One lane for each subject. Within a lane one goes after the other; lanes go side by side.
     *
     * @param events in the order of the queue
     */
    public static <T extends Queued> List<List<T>> lanes(List<T> events) {
        Map<String, List<T>> lanes = new LinkedHashMap<>();
        events.forEach(event -> lanes.computeIfAbsent(event.subject(), subject -> new ArrayList<>())
                .add(event));
        return List.copyOf(lanes.values());
    }
}
