package dev.holdfast.risk.keycloak.event;

import org.keycloak.models.ClientSessionContext;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantType;
import org.keycloak.protocol.oidc.grants.ClientCredentialsGrantTypeFactory;
import org.keycloak.protocol.oidc.grants.OAuth2GrantType;
import org.keycloak.representations.AccessTokenResponse;

/**
 * Keycloak's client credentials grant under its own id, so that its event tells what was decided also where no refresh token
 * is issued, which is the rule.
 */
public final class TellingClientCredentialsFactory extends ClientCredentialsGrantTypeFactory {

    /** One for the server. */
    public TellingClientCredentialsFactory() {}

    @Override
    public OAuth2GrantType create(KeycloakSession session) {
        return new Telling();
    }

    private static final class Telling extends ClientCredentialsGrantType {

        /** The last that a grant is asked before its event is raised. */
        @Override
        protected void addCustomTokenResponseClaims(AccessTokenResponse response, ClientSessionContext context) {
            DecisionDetails.of(session).ifPresent(details -> details.addTo(event));
        }
    }
}
