package dev.holdfast.evaluation.signal;

import java.time.Duration;
import java.util.Map;
import java.util.Set;

/**
 * Somebody who may send us security events, and what these may cause. What is not said is refused.
 *
 * @param name what administrators call it
 * @param issuer compared character by character with {@code iss}
 * @param audience what it calls us, compared character by character with {@code aud}
 * @param algorithms JWS algorithms that are accepted; asymmetric ones only
 * @param speaksFor audiences: it may speak of sessions whose access tokens carried one of them
 * @param effects what an event type, given by its URI, may cause; a type that is absent is refused
 * @param grants whom it may speak of beyond such sessions
 * @param limits how much it may do
 */
public record Transmitter(
        String name,
        String issuer,
        String audience,
        Set<String> algorithms,
        Set<String> speaksFor,
        Map<String, Effect> effects,
        Set<Grant> grants,
        Limits limits) {

    /** So old an event may be. It is remembered as long, so that it is acted on once. */
    public static final Duration OLDEST = Duration.ofHours(24);

    /**
     * How much a transmitter may do.
     *
     * @param sessions so many sessions may end by one signal
     * @param perMinute so many signals are taken in a minute on each node
     * @param perSubject so many of one subject
     */
    public record Limits(int sessions, int perMinute, int perSubject) {}

    public Transmitter {
        algorithms = Set.copyOf(algorithms);
        speaksFor = Set.copyOf(speaksFor);
        effects = Map.copyOf(effects);
        grants = Set.copyOf(grants);
    }
}
