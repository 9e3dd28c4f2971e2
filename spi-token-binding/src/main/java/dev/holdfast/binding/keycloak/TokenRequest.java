package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.events.KeyThumbprint;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.ClientPolicyEvent;
import org.keycloak.services.clientpolicy.context.ClientModelContext;
import org.keycloak.services.clientpolicy.context.ClientPolicyClientSessionContext;
import org.keycloak.services.clientpolicy.context.ScopeParameterContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshContext;

/**
 * What a request for tokens is about, read from the event that Keycloak raises before it issues any.
 *
 * @param client the client, authenticated before the event unless it is public
 * @param grant the grant type
 * @param refreshToken the presented refresh token, if there is one and its signature is genuine
 * @param userSession the session that Keycloak has made or found for this request, if it has
 * @param ofThisRequest whether that session was made for this very request, and is to go if it is refused
 * @param scope the requested scope, empty where the event does not know it
 * @param form the form of a refresh: what is written into it is what Keycloak reads next; empty for other grants
 */
public record TokenRequest(
        ClientModel client,
        String grant,
        Optional<RefreshToken> refreshToken,
        Optional<UserSessionModel> userSession,
        boolean ofThisRequest,
        String scope,
        MultivaluedMap<String, String> form) {

    /**
     * Reads the request of an event.
     *
     * @param session the session of the request
     * @param context the event's context
     * @return the request, or empty for events that no token is asked with
     */
    public static Optional<TokenRequest> of(KeycloakSession session, ClientPolicyContext context) {
        return grant(context.getEvent())
                .map(grant -> new TokenRequest(
                        context instanceof ClientModelContext ofClient
                                ? ofClient.getClient()
                                : session.getContext().getClient(),
                        grant,
                        context instanceof TokenRefreshContext refresh ? genuine(session, refresh) : Optional.empty(),
                        userSession(context),
                        context.getEvent() == ClientPolicyEvent.SERVICE_ACCOUNT_TOKEN_REQUEST,
                        scope(context),
                        context instanceof TokenRefreshContext refresh
                                ? refresh.getParams()
                                : new MultivaluedHashMap<>()));
    }

    private static Optional<String> grant(ClientPolicyEvent event) {
        return switch (event) {
            case TOKEN_REFRESH -> Optional.of(OAuth2Constants.REFRESH_TOKEN);
            case SERVICE_ACCOUNT_TOKEN_REQUEST -> Optional.of(OAuth2Constants.CLIENT_CREDENTIALS);
            case TOKEN_REQUEST -> Optional.of(OAuth2Constants.AUTHORIZATION_CODE);
            case DEVICE_TOKEN_REQUEST -> Optional.of(OAuth2Constants.DEVICE_CODE_GRANT_TYPE);
            case BACKCHANNEL_TOKEN_REQUEST -> Optional.of(OAuth2Constants.CIBA_GRANT_TYPE);
            case TOKEN_EXCHANGE_REQUEST -> Optional.of(OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE);
            case JWT_AUTHORIZATION_GRANT -> Optional.of(OAuth2Constants.JWT_AUTHORIZATION_GRANT);
            case RESOURCE_OWNER_PASSWORD_CREDENTIALS_REQUEST -> Optional.of(OAuth2Constants.PASSWORD);
            default -> Optional.empty();
        };
    }

    private static Optional<UserSessionModel> userSession(ClientPolicyContext context) {
        return context instanceof ClientPolicyClientSessionContext ofSession
                ? Optional.ofNullable(ofSession.getClientSession()).map(AuthenticatedClientSessionModel::getUserSession)
                : Optional.empty();
    }

    private static String scope(ClientPolicyContext context) {
        String scope = context instanceof ScopeParameterContext ofScope ? ofScope.getScopeParameter() : null;
        return scope == null ? "" : scope;
    }

    /** Keycloak verifies the refresh token only after the event; here its signature and its client are what counts. */
    private static Optional<RefreshToken> genuine(KeycloakSession session, TokenRefreshContext refresh) {
        String encoded = refresh.getParams().getFirst(OAuth2Constants.REFRESH_TOKEN);
        if (encoded == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(session.tokens().decode(encoded, RefreshToken.class))
                .filter(token -> refresh.getClient().getClientId().equals(token.getIssuedFor()));
    }

    /**
     * What the presented refresh token is bound to.
     *
     * @return its keys, {@link BindingKeys#NONE} without one or for an unbound one
     */
    public BindingKeys expected() {
        return refreshToken
                .map(AccessToken::getConfirmation)
                .map(cnf -> new BindingKeys(
                        Optional.ofNullable(cnf.getKeyThumbprint()).map(KeyThumbprint::dpop),
                        Optional.ofNullable(cnf.getCertThumbprint()).map(KeyThumbprint::mtls)))
                .orElse(BindingKeys.NONE);
    }

    /**
     * The session that tokens are asked for.
     *
     * @return the session id, empty where there is none that lasts
     */
    public Optional<String> sessionId() {
        return refreshToken
                .map(RefreshToken::getSessionId)
                .or(() -> userSession
                        .filter(made ->
                                made.getPersistenceState() != UserSessionModel.SessionPersistenceState.TRANSIENT)
                        .map(UserSessionModel::getId));
    }

    /**
     * Removes a session that Keycloak has made for this very request, because the request is refused: otherwise each
     * refusal would leave one behind.
     *
     * @param session the session of the request
     */
    public void discardNewSession(KeycloakSession session) {
        if (ofThisRequest) {
            userSession.ifPresent(made -> session.sessions().removeUserSession(made.getRealm(), made));
        }
    }
}
