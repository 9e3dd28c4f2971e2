package dev.holdfast.evaluation.signal;

import dev.holdfast.events.EventType;
import java.util.Map;
import java.util.Set;

/** Transmitters to begin with. */
final class Transmitters {

    static final String ISSUER = "https://api.example";
    static final String AUDIENCE = "https://kc.example/realms/demo";

    private Transmitters() {}

    /** A relying party that may raise risk by what it reports of its own sessions. */
    static Transmitter api() {
        return with(
                Map.of(
                        EventType.RISK_LEVEL_CHANGE.uri(), Effect.RAISE_RISK,
                        EventType.SESSION_REVOKED.uri(), Effect.RAISE_RISK),
                Set.of());
    }

    static Transmitter with(Map<String, Effect> effects, Set<Grant> grants) {
        return new Transmitter(
                "api",
                ISSUER,
                AUDIENCE,
                Set.of("RS256", "ES256"),
                Set.of("deployments-api"),
                effects,
                grants,
                new Transmitter.Limits(2, 60, 5));
    }
}
