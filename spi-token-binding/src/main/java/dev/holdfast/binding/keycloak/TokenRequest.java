package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.events.KeyThumbprint;
import java.util.Optional;
import org.keycloak.OAuth2Constants;
import org.keycloak.models.AuthenticatedClientSessionModel;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.UserSessionModel;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.ClientModelContext;
import org.keycloak.services.clientpolicy.context.ClientPolicyClientSessionContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshContext;

/**
 * What a request for tokens is about, read from the event that Keycloak raises before it issues any.
 *
 * @param client the client, authenticated before the event unless it is public
 * @param grant the grant type
 * @param refreshToken the presented refresh token, if there is one and its signature is genuine
 * @param newSession the session that Keycloak has made for this very request, if it has
 */
public record TokenRequest(
        ClientModel client, String grant, Optional<RefreshToken> refreshToken, Optional<UserSessionModel> newSession) {

    /**
     * Reads the request of an event.
     *
     * @param session the session of the request
     * @param context the event's context
     * @return the request, or empty for events that no token is asked with
     */
    public static Optional<TokenRequest> of(KeycloakSession session, ClientPolicyContext context) {
        return switch (context.getEvent()) {
            case TOKEN_REFRESH ->
                context instanceof TokenRefreshContext refresh
                        ? Optional.of(new TokenRequest(
                                refresh.getClient(),
                                OAuth2Constants.REFRESH_TOKEN,
                                genuine(session, refresh),
                                Optional.empty()))
                        : Optional.empty();
            case SERVICE_ACCOUNT_TOKEN_REQUEST ->
                ofClient(context, OAuth2Constants.CLIENT_CREDENTIALS, newSession(context));
            case TOKEN_REQUEST -> ofClient(context, OAuth2Constants.AUTHORIZATION_CODE, Optional.empty());
            case DEVICE_TOKEN_REQUEST -> ofClient(context, OAuth2Constants.DEVICE_CODE_GRANT_TYPE, Optional.empty());
            case BACKCHANNEL_TOKEN_REQUEST -> ofClient(context, OAuth2Constants.CIBA_GRANT_TYPE, Optional.empty());
            case TOKEN_EXCHANGE_REQUEST ->
                ofClient(context, OAuth2Constants.TOKEN_EXCHANGE_GRANT_TYPE, Optional.empty());
            case JWT_AUTHORIZATION_GRANT ->
                ofClient(context, OAuth2Constants.JWT_AUTHORIZATION_GRANT, Optional.empty());
            case RESOURCE_OWNER_PASSWORD_CREDENTIALS_REQUEST ->
                ofClient(session.getContext().getClient(), OAuth2Constants.PASSWORD, Optional.empty());
            default -> Optional.empty();
        };
    }

    private static Optional<TokenRequest> ofClient(
            ClientPolicyContext context, String grant, Optional<UserSessionModel> newSession) {
        return context instanceof ClientModelContext ofClient
                ? ofClient(ofClient.getClient(), grant, newSession)
                : Optional.empty();
    }

    private static Optional<TokenRequest> ofClient(
            ClientModel client, String grant, Optional<UserSessionModel> newSession) {
        return Optional.of(new TokenRequest(client, grant, Optional.empty(), newSession));
    }

    private static Optional<UserSessionModel> newSession(ClientPolicyContext context) {
        return context instanceof ClientPolicyClientSessionContext ofSession
                ? Optional.ofNullable(ofSession.getClientSession()).map(AuthenticatedClientSessionModel::getUserSession)
                : Optional.empty();
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
     * @return the session id, empty where the request is to make a new one
     */
    public Optional<String> sessionId() {
        return refreshToken.map(RefreshToken::getSessionId);
    }
}
