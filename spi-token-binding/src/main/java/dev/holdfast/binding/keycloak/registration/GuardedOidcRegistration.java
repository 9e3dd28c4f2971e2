package dev.holdfast.binding.keycloak.registration;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientregistration.oidc.OIDCClientRegistrationProvider;

/** Keycloak's registration by OpenID Connect, which knows no attributes, but removes clients. */
public final class GuardedOidcRegistration extends OIDCClientRegistrationProvider {

    GuardedOidcRegistration(KeycloakSession session) {
        super(session);
    }

    @Override
    public void delete(String clientId) {
        Removal.check(clientId, session, auth, event);
        super.delete(clientId);
    }
}
