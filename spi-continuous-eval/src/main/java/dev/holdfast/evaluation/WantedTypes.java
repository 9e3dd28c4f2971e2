package dev.holdfast.evaluation;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** Remembers for a short while which event types the receivers of a realm have asked for. Safe for use by several threads. */
public final class WantedTypes {

    /** So late an answer may be. */
    static final Duration FRESH = Duration.ofSeconds(5);

    /** More realms than this are asked about each time. */
    private static final int REALMS = 10_000;

    private final Map<String, Answer> answers = new ConcurrentHashMap<>();

    private record Answer(Instant at, Set<String> types) {}

    /** Nothing known yet. */
    public WantedTypes() {}

    /**
     * What is wanted in a realm.
     *
     * @param realm its id
     * @param now the time
     * @param search finds it out
     * @return types, as they were at most {@link #FRESH} ago
     */
    public Set<String> of(String realm, Instant now, Supplier<Set<String>> search) {
        Answer known = answers.get(realm);
        if (known != null && now.isBefore(known.at().plus(FRESH))) {
            return known.types();
        }
        Set<String> types = search.get();
        if (known != null || answers.size() < REALMS) {
            answers.put(realm, new Answer(now, types));
        }
        return types;
    }
}
