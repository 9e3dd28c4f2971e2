package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingBreach;
import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.RefreshToken;

/** Tells everyone who listens of a breach, before the request is refused. */
final class BreachReport {

    private static final Logger LOG = Logger.getLogger(BreachReport.class);

    private BreachReport() {}

    static BindingBreach of(
            BindingBreach.Kind kind,
            TokenRequest request,
            Optional<KeyThumbprint> expected,
            Optional<KeyThumbprint> presented,
            boolean barred) {
        return new BindingBreach(
                kind,
                Instant.now(),
                request.client().getClientId(),
                !request.client().isPublicClient(),
                request.refreshToken().map(RefreshToken::getSessionId),
                request.refreshToken().map(RefreshToken::getSubject),
                expected,
                presented,
                barred);
    }

    /** Whoever listens may fail; the request is refused all the same. */
    static void tell(KeycloakSession session, BindingBreach breach) {
        LOG.warnf(
                "Breach of the binding: %s, client %s, session %s",
                breach.kind(), breach.clientId(), breach.sessionId().orElse("none"));
        session.getAllProviders(BindingBreachListener.class).forEach(listener -> {
            try {
                listener.onBreach(breach);
            } catch (RuntimeException e) {
                LOG.errorf(e, "A listener failed on a %s breach of client %s", breach.kind(), breach.clientId());
            }
        });
    }
}
