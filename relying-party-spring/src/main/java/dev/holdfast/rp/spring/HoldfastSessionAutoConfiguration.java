package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.RevocationIndex;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.session.FindByIndexNameSessionRepository;

/** Ends HTTP sessions, where the application has Spring Session with an index (JDBC, Redis, MongoDB) and OAuth 2.0 logins. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnClass({FindByIndexNameSessionRepository.class, OAuth2AuthenticatedPrincipal.class})
public final class HoldfastSessionAutoConfiguration {

    @Bean
    EndedLogins holdfastEndedLogins(
            RevocationIndex revocations, ObjectProvider<FindByIndexNameSessionRepository<?>> sessions) {
        return new EndedLogins(revocations, sessions);
    }
}
