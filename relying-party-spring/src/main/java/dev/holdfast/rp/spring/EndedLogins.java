package dev.holdfast.rp.spring;

import dev.holdfast.rp.event.EventHandler;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.Recording.Recorded;
import dev.holdfast.rp.revocation.Revocation;
import dev.holdfast.rp.revocation.RevocationIndex;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;
import org.springframework.session.FindByIndexNameSessionRepository;
import org.springframework.session.Session;

/**
 * Ends the HTTP sessions of OpenID Connect logins whose session at the issuer is revoked. Spring Session finds them by the
 * name of the principal, which must be the {@code sub}, as it is by default; so a revocation that names no user ends none.
 *
 * <p>No revocation listener: should the sessions not be reachable, the event comes again and so does this.
 */
final class EndedLogins implements EventHandler {

    /** The default of Spring Security's {@code HttpSessionSecurityContextRepository}. */
    private static final String CONTEXT = "SPRING_SECURITY_CONTEXT";

    private final RevocationIndex revocations;
    private final ObjectProvider<FindByIndexNameSessionRepository<?>> repositories;

    EndedLogins(RevocationIndex revocations, ObjectProvider<FindByIndexNameSessionRepository<?>> repositories) {
        this.revocations = revocations;
        this.repositories = repositories;
    }

    @Override
    public void handle(VerifiedEvent event) {
        if (revocations.read(event) instanceof Recorded recorded) {
            Revocation revocation = recorded.revocation();
            repositories.ifAvailable(sessions -> revocation
                    .subject()
                    .user()
                    .ifPresent(user -> sessions.findByPrincipalName(user).forEach((id, session) -> {
                        if (login(session)
                                .filter(login -> login.endsWith(revocation))
                                .isPresent()) {
                            sessions.deleteById(id);
                        }
                    })));
        }
    }

    private static Optional<Login> login(Session session) {
        return session.getAttribute(CONTEXT) instanceof SecurityContext context
                        && context.getAuthentication() != null
                        && context.getAuthentication().getPrincipal() instanceof OAuth2AuthenticatedPrincipal principal
                ? Optional.of(new Login(principal.getAttributes(), session.getCreationTime()))
                : Optional.empty();
    }
}
