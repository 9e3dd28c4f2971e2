package dev.holdfast.risk.keycloak.event;

import org.keycloak.OAuthErrorException;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProvider;
import org.keycloak.protocol.oidc.refresh.InitialRefreshTokenContext;
import org.keycloak.protocol.oidc.refresh.RefreshTokenContext;
import org.keycloak.representations.RefreshToken;

/** Keycloak's refresh tokens; where they are made the event of the request can be had, which no client policy sees. */
final class TellingRefreshTokens extends DefaultRefreshTokenProvider {

    TellingRefreshTokens(KeycloakSession session) {
        super(session);
    }

    @Override
    public RefreshToken generateRefreshToken(InitialRefreshTokenContext context) {
        DecisionDetails.of(session).ifPresent(details -> details.addTo(context.event()));
        return super.generateRefreshToken(context);
    }

    /** Before Keycloak's own checks: what they refuse was judged, too. */
    @Override
    public AccessTokenResponseBuilder refreshAccessToken(RefreshTokenContext context) throws OAuthErrorException {
        DecisionDetails.of(session)
                .ifPresent(details -> details.addTo(context.grantContext().getEvent()));
        return super.refreshAccessToken(context);
    }
}
