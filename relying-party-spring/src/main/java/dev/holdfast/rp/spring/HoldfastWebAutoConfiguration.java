package dev.holdfast.rp.spring;

import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.event.EventIntake;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.token.BoundTokenVerifier;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ConditionalOnDefaultWebSecurity;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterProperties;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;

/**
 * A servlet resource server: a filter chain that asks every request for a token, unless the application has chains of its
 * own (then see {@link HoldfastConfigurer}), and the endpoint for events.
 */
@AutoConfiguration(
        after = HoldfastAutoConfiguration.class,
        before = {ServletWebSecurityAutoConfiguration.class, UserDetailsServiceAutoConfiguration.class},
        beforeName =
                "org.springframework.boot.security.oauth2.server.resource.autoconfigure.servlet.OAuth2ResourceServerAutoConfiguration")
@ConditionalOnWebApplication(type = ConditionalOnWebApplication.Type.SERVLET)
public final class HoldfastWebAutoConfiguration {

    @Bean
    BoundTokenProvider holdfastTokenProvider(RelyingParty relyingParty, ObjectProvider<Outcomes> outcomes) {
        return new BoundTokenProvider(relyingParty, outcomes.getIfAvailable(Outcomes.Uncounted::new));
    }

    @Bean
    BoundTokenConverter holdfastTokenConverter(HoldfastProperties properties) {
        return new BoundTokenConverter(Optional.ofNullable(properties.origin()));
    }

    @Bean
    Challenge holdfastChallenge(BoundTokenVerifier verifier) {
        return new Challenge(verifier);
    }

    @Bean
    @ConditionalOnDefaultWebSecurity
    SecurityFilterChain holdfastFilterChain(HttpSecurity http) {
        return http.authorizeHttpRequests(requests -> requests.anyRequest().authenticated())
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .requestCache(cache -> cache.disable())
                .with(HoldfastConfigurer.holdfast(), Customizer.withDefaults())
                .build();
    }

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnBooleanProperty(name = "holdfast.events.push", matchIfMissing = true)
    PushReceiver holdfastPushReceiver(EventIntake intake, HoldfastProperties properties) {
        return new PushReceiver(intake, properties.events().requireAuthorization());
    }

    @Bean
    @ConditionalOnBooleanProperty(name = "holdfast.events.push", matchIfMissing = true)
    FilterRegistrationBean<EventsFilter> holdfastEvents(PushReceiver receiver, HoldfastProperties properties) {
        FilterRegistrationBean<EventsFilter> events = new FilterRegistrationBean<>(new EventsFilter(receiver));
        events.addUrlPatterns(properties.events().path());
        events.setOrder(SecurityFilterProperties.DEFAULT_FILTER_ORDER - 1);
        return events;
    }
}
