package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.RevocationIndex;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

/** Counters, where the application has Micrometer. */
@AutoConfiguration(
        after = HoldfastAutoConfiguration.class,
        afterName = "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(MeterRegistry.class)
public final class HoldfastMetricsAutoConfiguration {

    @Bean
    Outcomes holdfastMeteredOutcomes(MeterRegistry registry, RevocationIndex revocations) {
        return MeteredOutcomes.of(registry, revocations);
    }
}
