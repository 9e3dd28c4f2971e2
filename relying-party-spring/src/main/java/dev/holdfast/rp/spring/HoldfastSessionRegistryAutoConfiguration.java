package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.RevocationIndex;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/** Expires HTTP sessions, where the application has OAuth 2.0 logins and Spring Security's registry of sessions. */
@AutoConfiguration(after = HoldfastAutoConfiguration.class)
@ConditionalOnClass(OAuth2AuthenticatedPrincipal.class)
public final class HoldfastSessionRegistryAutoConfiguration {

    @Bean
    ExpiredLogins holdfastExpiredLogins(RevocationIndex revocations, ObjectProvider<SessionRegistry> sessions) {
        return new ExpiredLogins(revocations, sessions);
    }
}
