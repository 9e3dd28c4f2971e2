package dev.holdfast.rp.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.token.BoundTokenVerifier;
import io.micrometer.core.instrument.MeterRegistry;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.session.FindByIndexNameSessionRepository;

class StarterSettingsTest {

    private final WebApplicationContextRunner application = new WebApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    SecurityAutoConfiguration.class,
                    ServletWebSecurityAutoConfiguration.class,
                    HoldfastAutoConfiguration.class,
                    HoldfastWebAutoConfiguration.class,
                    HoldfastHealthAutoConfiguration.class,
                    HoldfastMetricsAutoConfiguration.class,
                    HoldfastSessionAutoConfiguration.class));

    /** An application with chains of its own. */
    @Configuration(proxyBeanMethods = false)
    static class OwnChain {

        @Bean
        SecurityFilterChain own(HttpSecurity http) {
            return http.securityMatcher("/api/**")
                    .with(HoldfastConfigurer.holdfast(), Customizer.withDefaults())
                    .build();
        }
    }

    @Test
    void start_issuerNotSet_isRefusedWithWhatToSet() {
        application.run(context ->
                assertThat(context).getFailure().rootCause().hasMessageStartingWith("set holdfast.issuer: "));
    }

    @Test
    void start_audienceNotSet_isRefusedWithWhatToSet() {
        application
                .withPropertyValues("holdfast.issuer=https://kc.example/realms/demo")
                .run(context ->
                        assertThat(context).getFailure().rootCause().hasMessageStartingWith("set holdfast.audience: "));
    }

    @Test
    void start_eventsAuthorizationNotSet_isRefusedUnlessNothingIsPushed() {
        WebApplicationContextRunner named = application.withPropertyValues(
                "holdfast.issuer=https://kc.example/realms/demo", "holdfast.audience=api");
        named.run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageStartingWith("set holdfast.events.authorization: "));
        named.withPropertyValues("holdfast.events.push=false")
                .run(context -> assertThat(context)
                        .hasSingleBean(BoundTokenVerifier.class)
                        .hasSingleBean(SecurityFilterChain.class)
                        .doesNotHaveBean(PushReceiver.class));
    }

    @Test
    void start_chainOfItsOwn_isNotGivenAnother() {
        application
                .withUserConfiguration(OwnChain.class)
                .withPropertyValues(
                        "holdfast.issuer=https://kc.example/realms/demo",
                        "holdfast.audience=api",
                        "holdfast.events.authorization=Bearer s3cret")
                .run(context -> {
                    assertThat(context).hasBean("own").hasSingleBean(SecurityFilterChain.class);
                    assertThat(context.getBean(HoldfastProperties.class).toString())
                            .doesNotContain("s3cret");
                });
    }

    @Test
    void start_withoutActuatorMicrometerAndSpringSession_needsNone() {
        application
                .withClassLoader(new FilteredClassLoader(
                        HealthIndicator.class, MeterRegistry.class, FindByIndexNameSessionRepository.class))
                .withPropertyValues(
                        "holdfast.issuer=https://kc.example/realms/demo",
                        "holdfast.audience=api",
                        "holdfast.events.authorization=Bearer agreed")
                .run(context -> assertThat(context)
                        .hasSingleBean(SecurityFilterChain.class)
                        .hasSingleBean(PushReceiver.class)
                        .doesNotHaveBean(Outcomes.class)
                        .doesNotHaveBean(EndedLogins.class));
    }
}
