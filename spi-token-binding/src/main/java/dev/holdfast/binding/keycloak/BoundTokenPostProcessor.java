package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.LifetimeCaps;
import dev.holdfast.binding.Mode;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.CorsErrorResponseException;
import org.keycloak.services.cors.Cors;
import org.keycloak.util.TokenUtil;

/**
 * Shapes the tokens of every grant before they are signed: binds them to the proven keys, shortens them, names the actor,
 * and refuses a managed client for which no executor ran.
 */
public final class BoundTokenPostProcessor implements TokenPostProcessor {

    private static final Logger LOG = Logger.getLogger(BoundTokenPostProcessor.class);

    private final KeycloakSession session;
    private final ManagedClients managedClients;

    BoundTokenPostProcessor(KeycloakSession session, ManagedClients managedClients) {
        this.session = session;
        this.managedClients = managedClients;
    }

    @Override
    public void process(TokenPostProcessorContext context) {
        Optional<IssueLimits> limits = IssueLimits.of(session);
        if (limits.isEmpty()) {
            refuseIfManaged();
            return;
        }
        if (limits.get().mode() == Mode.ENFORCE) {
            shape(context, limits.get());
        }
    }

    private void refuseIfManaged() {
        if (RealmMode.of(session.getContext().getRealm()) == Mode.ENFORCE
                && managedClients.isManaged(session, session.getContext().getClient())) {
            LOG.warnf(
                    "Refused client %s: no client policy event was raised for this grant",
                    session.getContext().getClient().getClientId());
            // Keycloak answers to any other exception out of a permission grant with 500.
            throw new CorsErrorResponseException(
                    Cors.builder().auth(),
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    "This grant is not available to the client",
                    Response.Status.BAD_REQUEST);
        }
    }

    private void shape(TokenPostProcessorContext context, IssueLimits limits) {
        RetiredKeys.write(session, context.clientSessionCtx().getClientSession());
        if (context.accessToken() != null) {
            bind(context.accessToken(), limits.keys());
            Lifetimes.cap(context.accessToken(), limits.maxAccessTokenLifetime());
            Delegation.write(session, context.accessToken());
        }
        if (context.refreshToken() != null) {
            RefreshGeneration.write(session, context.refreshToken());
            shapeRefreshToken(context.refreshToken(), limits);
        }
    }

    private static void shapeRefreshToken(RefreshToken token, IssueLimits limits) {
        if (limits.settings().bindRefreshTokens()) {
            bind(token, limits.keys());
        }
        LifetimeCaps caps = limits.settings().lifetimes();
        if (!TokenUtil.TOKEN_TYPE_OFFLINE.equals(token.getType())) {
            Lifetimes.cap(token, caps.refreshToken());
        } else if (caps.allowsOfflineTokens()) {
            Lifetimes.cap(token, caps.offlineToken());
        } else {
            throw new TokenInterceptorException(
                    OAuthErrorException.INVALID_SCOPE, "Offline tokens are not available to this client");
        }
    }

    /** Keycloak overwrites one confirmation with the other where both mechanisms are used; here both are kept. */
    private static void bind(@Nullable AccessToken token, BindingKeys keys) {
        if (token != null && !keys.isEmpty()) {
            token.setConfirmation(PresentedRefreshToken.confirmation(token.getConfirmation(), keys));
        }
    }
}
