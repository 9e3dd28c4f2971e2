package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.stream.StreamHealth;
import dev.holdfast.rp.stream.StreamState;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Down while it is not known whether revocations come; without a {@link StreamHealth} that is never known, and said so. */
record RevocationsHealth(RevocationIndex revocations, ObjectProvider<StreamHealth> stream) implements HealthIndicator {

    @Override
    public Health health() {
        Health.Builder health = Health.up().withDetail("revocations", revocations.size());
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
