package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.revocation.SharedRevocations;
import dev.holdfast.rp.stream.StreamHealth;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** The health of the stream of events, where the application has actuator. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
public final class HoldfastHealthAutoConfiguration {

    @Bean
    RevocationsHealth holdfastHealthIndicator(
            RevocationIndex revocations,
            ObjectProvider<StreamHealth> stream,
            ObjectProvider<SharedRevocations> shared) {
        return new RevocationsHealth(revocations, stream, shared);
    }
}
