package dev.holdfast.binding.keycloak;

import java.util.Optional;
import org.keycloak.protocol.oidc.TokenManager.AccessTokenResponseBuilder;
import org.keycloak.protocol.oidc.grants.ciba.clientpolicy.context.BackchannelTokenResponseContext;
import org.keycloak.protocol.oidc.grants.device.clientpolicy.context.DeviceTokenResponseContext;
import org.keycloak.representations.IDToken;
import org.keycloak.services.clientpolicy.ClientPolicyContext;
import org.keycloak.services.clientpolicy.context.ResourceOwnerPasswordCredentialsResponseContext;
import org.keycloak.services.clientpolicy.context.ServiceAccountTokenResponseContext;
import org.keycloak.services.clientpolicy.context.TokenRefreshResponseContext;
import org.keycloak.services.clientpolicy.context.TokenResponseContext;

/** The ID token of a response: post-processors do not see it, the events of responses do. */
final class IssuedIdToken {

    private IssuedIdToken() {}

    static Optional<IDToken> in(ClientPolicyContext context) {
        return builder(context).map(AccessTokenResponseBuilder::getIdToken);
    }

    private static Optional<AccessTokenResponseBuilder> builder(ClientPolicyContext context) {
        if (context instanceof TokenResponseContext response) {
            return Optional.of(response.getAccessTokenResponseBuilder());
        }
        if (context instanceof TokenRefreshResponseContext response) {
            return Optional.of(response.getAccessTokenResponseBuilder());
        }
        if (context instanceof ServiceAccountTokenResponseContext response) {
            return Optional.of(response.getAccessTokenResponseBuilder());
        }
        if (context instanceof DeviceTokenResponseContext response) {
            return Optional.of(response.getAccessTokenResponseBuilder());
        }
        if (context instanceof BackchannelTokenResponseContext response) {
            return Optional.of(response.getAccessTokenResponseBuilder());
        }
        return context instanceof ResourceOwnerPasswordCredentialsResponseContext response
                ? Optional.of(response.getAccessTokenResponseBuilder())
                : Optional.empty();
    }
}
