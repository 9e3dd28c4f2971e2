package dev.holdfast.rp.spring;

import dev.holdfast.rp.token.BoundTokenVerifier;
import org.springframework.context.ApplicationContext;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.CsrfConfigurer;
import org.springframework.security.config.annotation.web.configurers.ExceptionHandlingConfigurer;
import org.springframework.security.web.authentication.AuthenticationFilter;
import org.springframework.security.web.authentication.www.DigestAuthenticationFilter;
import org.springframework.security.web.util.matcher.RequestMatcher;

/**
 * Adds Holdfast to a filter chain of one's own: {@code http.with(HoldfastConfigurer.holdfast(), Customizer.withDefaults())}.
 * It takes the place of {@code oauth2ResourceServer()}. To have both, give each a chain of its own ({@code securityMatcher}).
 */
public final class HoldfastConfigurer extends AbstractHttpConfigurer<HoldfastConfigurer, HttpSecurity> {

    private HoldfastConfigurer() {}

    /**
     * The configurer.
     *
     * @return a new one, for one chain
     */
    public static HoldfastConfigurer holdfast() {
        return new HoldfastConfigurer();
    }

    @Override
    @SuppressWarnings("unchecked") // Configurers are found by their raw class.
    public void init(HttpSecurity http) {
        ApplicationContext context = http.getSharedObject(ApplicationContext.class);
        ExceptionHandlingConfigurer<HttpSecurity> exceptions = http.getConfigurer(ExceptionHandlingConfigurer.class);
        if (exceptions != null) {
            exceptions.authenticationEntryPoint(context.getBean(Challenge.class));
        }
        CsrfConfigurer<HttpSecurity> csrf = http.getConfigurer(CsrfConfigurer.class);
        if (csrf != null) {
            // No browser sends such a header by itself.
            RequestMatcher tokens =
                    request -> context.getBean(BoundTokenConverter.class).convert(request) != null;
            csrf.ignoringRequestMatchers(tokens);
        }
    }

    @Override
    public void configure(HttpSecurity http) {
        ApplicationContext context = http.getSharedObject(ApplicationContext.class);
        BoundTokenVerifier verifier = context.getBean(BoundTokenVerifier.class);
        AuthenticationFilter filter = new AuthenticationFilter(
                new ProviderManager(context.getBean(BoundTokenProvider.class)),
                context.getBean(BoundTokenConverter.class));
        filter.setFailureHandler(context.getBean(Challenge.class));
        filter.setSuccessHandler(
                (request, response, token) -> verifier.answerHeaders().forEach(response::setHeader));
        http.addFilterBefore(filter, DigestAuthenticationFilter.class);
    }
}
