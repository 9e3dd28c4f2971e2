package dev.holdfast.binding.keycloak.registration;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientregistration.ClientRegistrationProvider;
import org.keycloak.services.clientregistration.oidc.OIDCClientRegistrationProviderFactory;

/** Makes {@link GuardedOidcRegistration} under the id of Keycloak's own, {@code openid-connect}. */
public final class GuardedOidcRegistrationFactory extends OIDCClientRegistrationProviderFactory {

    /** One for the server. */
    public GuardedOidcRegistrationFactory() {}

    @Override
    public ClientRegistrationProvider create(KeycloakSession session) {
        return new GuardedOidcRegistration(session);
    }
}
