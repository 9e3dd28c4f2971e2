package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.revocation.SharedRevocations;
import dev.holdfast.rp.stream.StreamHealth;
import dev.holdfast.rp.stream.StreamState;
import java.time.Duration;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while it is not known whether revocations come; without a {@link StreamHealth} that is never known, and said so. */
record RevocationsHealth(
        RevocationIndex revocations, ObjectProvider<StreamHealth> stream, ObjectProvider<SharedRevocations> shared)
        implements HealthIndicator {

    /** More than the longest interval at which a node reads what the others have heard. */
    private static final Duration LATE = Duration.ofMinutes(2);

    @Override
    public Health health() {
        Health.Builder health = Health.up().withDetail("revocations", revocations.size());
        shared.ifAvailable(withOthers -> withOthers.caughtUpAt().ifPresent(at -> {
            health.withDetail("sharedRevocationsReadAt", at.toString());
            if (at.plus(LATE).isBefore(Instant.now())) {
                health.down();
            }
        }));
        StreamHealth known = stream.getIfAvailable();
        if (known == null) {
            return health.withDetail("stream", "not watched").build();
        }
        StreamState state = known.state();
        state.verifiedAt().ifPresent(at -> health.withDetail("streamVerifiedAt", at.toString()));
        state.lastFailure().ifPresent(failure -> health.withDetail("streamFailure", failure));
        return (state.silent() ? health.down() : health)
                .withDetail("stream", state.silent() ? "silent" : "verified")
                .build();
    }
}
