package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingSettings;
import java.util.List;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.common.util.Time;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.models.UserSessionModel;
import org.keycloak.protocol.oidc.TokenExchangeContext;
import org.keycloak.protocol.oidc.TokenExchangeProvider;
import org.keycloak.protocol.oidc.tokenexchange.V1TokenExchangeProvider;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.TokenExchangeRequestContext;
import org.keycloak.util.TokenUtil;

/** Refuses what no key can make good: sessions that are too old, offline tokens, and exchange of the first version. */
final class SessionGate {

    private final KeycloakSession session;
    private final BindingSettings settings;

    SessionGate(KeycloakSession session, BindingSettings settings) {
        this.session = session;
        this.settings = settings;
    }

    void pass(TokenRequest request, ClientPolicyContext context) throws RequestRefusedException {
        if (!settings.lifetimes().allowsOfflineTokens()) {
            refuseOffline(request);
        }
        refuseOldSession(request);
        if (context instanceof TokenExchangeRequestContext exchange) {
            refuseFirstVersion(exchange.getTokenExchangeContext());
        }
    }

    private void refuseOffline(TokenRequest request) throws RequestRefusedException {
        if (List.of(request.scope().split(" ")).contains(OAuth2Constants.OFFLINE_ACCESS)) {
            throw new RequestRefusedException(
                    OAuthErrorException.INVALID_SCOPE, "Offline tokens are not available to this client");
        }
        if (request.refreshToken()
                .filter(token -> TokenUtil.TOKEN_TYPE_OFFLINE.equals(token.getType()))
                .isPresent()) {
            throw new RequestRefusedException(
                    OAuthErrorException.INVALID_GRANT, "Offline tokens are not available to this client");
        }
    }

    private void refuseOldSession(TokenRequest request) throws RequestRefusedException {
        Optional<UserSessionModel> lasting =
                request.userSession().or(() -> request.sessionId().map(this::find));
        long started = lasting.map(UserSessionModel::getStarted).orElse(Integer.MAX_VALUE);
        if (Time.currentTimeMillis() / 1000 - started
                > settings.lifetimes().session().toSeconds()) {
            throw new RequestRefusedException(
                    OAuthErrorException.INVALID_GRANT, "The session is too old: authenticate anew");
        }
    }

    private UserSessionModel find(String sessionId) {
        RealmModel realm = session.getContext().getRealm();
        UserSessionModel online = session.sessions().getUserSession(realm, sessionId);
        return online != null ? online : session.sessions().getOfflineUserSession(realm, sessionId);
    }

    /** Token exchange V1 issues tokens without the confirmation of the token that was exchanged. */
    private void refuseFirstVersion(TokenExchangeContext exchange) throws RequestRefusedException {
        boolean first = session.getKeycloakSessionFactory()
                .getProviderFactoriesStream(TokenExchangeProvider.class)
                .sorted((one, other) -> Integer.compare(other.order(), one.order()))
                .map(factory -> session.getProvider(TokenExchangeProvider.class, factory.getId()))
                .filter(provider -> provider.supports(exchange))
                .findFirst()
                .map(V1TokenExchangeProvider.class::isInstance)
                .orElse(true);
        if (first) {
            throw new RequestRefusedException(
                    OAuthErrorException.UNAUTHORIZED_CLIENT,
                    "Only standard token exchange is available to this client");
        }
    }
}
