package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.BindingKeys;
import dev.holdfast.events.KeyThumbprint;
import org.jspecify.annotations.Nullable;
import org.keycloak.OAuth2Constants;
import org.keycloak.OAuthErrorException;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.OIDCAdvancedConfigWrapper;
import org.keycloak.representations.AccessToken;
import org.keycloak.representations.RefreshToken;
import org.keycloak.services.util.DPoPUtil;

/**
 * Writes another confirmation into the refresh token of a request that was judged already. Keycloak reads the form again
 * after the policies, verifies the token in it and compares its confirmation with the request; where a key may change, or
 * only one of two mechanisms stands in the token, it would refuse what our rules allow, or fail.
 */
final class PresentedRefreshToken {

    private PresentedRefreshToken() {}

    static boolean needsCertificate(ClientModel client) {
        return OIDCAdvancedConfigWrapper.fromClientModel(client).isUseMtlsHokToken();
    }

    /** Binds the presented token to other keys; its id, session and expiry stay what they are. */
    static void rebind(KeycloakSession session, TokenRequest request, BindingKeys keys) throws RequestRefusedException {
        if (needsCertificate(request.client()) && keys.mtls().isEmpty()) {
            throw new RequestRefusedException(
                    OAuthErrorException.INVALID_GRANT, "The client needs a certificate for its tokens");
        }
        RefreshToken token = request.refreshToken().orElseThrow();
        token.setConfirmation(confirmation(token.getConfirmation(), keys));
        request.form().putSingle(OAuth2Constants.REFRESH_TOKEN, session.tokens().encode(token));
    }

    /** A confirmation with the keys in it; members of mechanisms that are not among them stay. */
    static AccessToken.Confirmation confirmation(AccessToken.@Nullable Confirmation before, BindingKeys keys) {
        AccessToken.Confirmation confirmation = before == null ? new AccessToken.Confirmation() : before;
        keys.mtls().map(KeyThumbprint::value).ifPresent(confirmation::setCertThumbprint);
        keys.dpop().map(KeyThumbprint::value).ifPresent(jkt -> {
            confirmation.setKeyThumbprint(jkt);
            confirmation.setJktType(DPoPUtil.DPOP_JKT_TYPE);
        });
        return confirmation;
    }
}
