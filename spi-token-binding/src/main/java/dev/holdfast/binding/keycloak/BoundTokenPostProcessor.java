package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.binding.Mode;
import dev.holdfast.events.KeyThumbprint;
import java.time.Duration;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenInterceptorException;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorContext;
import org.keycloak.representations.AccessToken;
import org.keycloak.services.util.DPoPUtil;

/**
 * Shapes the tokens of every grant before they are signed: binds them to the proven keys, shortens them, and refuses a
 * managed client for which no executor ran.
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
            throw new TokenInterceptorException(
                    OAuthErrorException.UNAUTHORIZED_CLIENT, "This grant is not available to the client");
        }
    }

    private static void shape(TokenPostProcessorContext context, IssueLimits limits) {
        bind(context.accessToken(), limits.keys());
        expire(context.accessToken(), limits.maxAccessTokenLifetime());
        if (context.refreshToken() != null) {
            if (limits.settings().bindRefreshTokens()) {
                bind(context.refreshToken(), limits.keys());
            }
            expire(context.refreshToken(), limits.settings().maxRefreshTokenLifetime());
        }
    }

    /** Keycloak overwrites one confirmation with the other where both mechanisms are used; here both are kept. */
    private static void bind(@Nullable AccessToken token, BindingKeys keys) {
        if (token == null || keys.isEmpty()) {
            return;
        }
        AccessToken.Confirmation confirmation =
                token.getConfirmation() == null ? new AccessToken.Confirmation() : token.getConfirmation();
        keys.mtls().map(KeyThumbprint::value).ifPresent(confirmation::setCertThumbprint);
        keys.dpop().map(KeyThumbprint::value).ifPresent(jkt -> {
            confirmation.setKeyThumbprint(jkt);
            confirmation.setJktType(DPoPUtil.DPOP_JKT_TYPE);
        });
        token.setConfirmation(confirmation);
    }

    private static void expire(@Nullable AccessToken token, Duration lifetime) {
        if (token == null) {
            return;
        }
        long issued = token.getIat() == null ? Time.currentTimeMillis() / 1000 : token.getIat();
        long latest = issued + lifetime.toSeconds();
        if (token.getExp() == null || token.getExp() == 0 || token.getExp() > latest) {
            token.exp(latest);
        }
    }
}
