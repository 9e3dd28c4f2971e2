package dev.holdfast.rp.spring;

import dev.holdfast.rp.event.EventHandler;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.Recording.Recorded;
import dev.holdfast.rp.revocation.Revocation;
import dev.holdfast.rp.revocation.RevocationIndex;
import java.time.Instant;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.session.SessionInformation;
import org.springframework.security.core.session.SessionRegistry;
import org.springframework.security.oauth2.core.OAuth2AuthenticatedPrincipal;

/**
 * Expires the HTTP sessions of OpenID Connect logins whose session at the issuer is revoked, on this node, where Spring
 * Security keeps a registry of them: a bean of type {@link SessionRegistry} that session management uses, as with {@code
 * maximumSessions(…).sessionRegistry(…)}. The next request of such a session is sent to sign in.
 */
final class ExpiredLogins implements EventHandler {

    private final RevocationIndex revocations;
    private final ObjectProvider<SessionRegistry> registries;

    ExpiredLogins(RevocationIndex revocations, ObjectProvider<SessionRegistry> registries) {
        this.revocations = revocations;
        this.registries = registries;
    }

    @Override
    public void handle(VerifiedEvent event) {
        if (revocations.read(event) instanceof Recorded recorded) {
            registries.ifAvailable(sessions -> expire(sessions, recorded.revocation()));
        }
    }

    private static void expire(SessionRegistry sessions, Revocation revocation) {
        for (Object principal : sessions.getAllPrincipals()) {
            if (principal instanceof OAuth2AuthenticatedPrincipal signedIn
                    && new Login(signedIn.getAttributes(), begun(signedIn)).endsWith(revocation)) {
                sessions.getAllSessions(principal, false).forEach(SessionInformation::expireNow);
            }
        }
    }

    /** A login whose ID token does not say when is old. */
    private static Instant begun(OAuth2AuthenticatedPrincipal signedIn) {
        return signedIn.getAttributes().get("iat") instanceof Instant issuedAt ? issuedAt : Instant.EPOCH;
    }
}
