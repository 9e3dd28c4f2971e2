package dev.holdfast.risk.keycloak.event;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.refresh.DefaultRefreshTokenProviderFactory;
import org.keycloak.protocol.oidc.refresh.RefreshTokenProvider;

/** Makes Keycloak's refresh tokens, with events that tell what was decided. */
public final class TellingRefreshTokensFactory extends DefaultRefreshTokenProviderFactory {

    /** Before Keycloak's default, 0, and after what it has for tokens of another kind, 10. */
    private static final int ORDER = 1;

    /** One for the server. */
    public TellingRefreshTokensFactory() {}

    @Override
    public String getId() {
        return "holdfast";
    }

    @Override
    public int order() {
        return ORDER;
    }

    @Override
    public RefreshTokenProvider create(KeycloakSession session) {
        return new TellingRefreshTokens(session);
    }
}
