package dev.holdfast.binding.keycloak.registration;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientregistration.ClientRegistrationProvider;
import org.keycloak.services.clientregistration.DefaultClientRegistrationProviderFactory;

/** {@link GuardedRegistration} in the place of Keycloak's own, which gives way to one of the same id from an administrator's jar. */
public final class GuardedRegistrationFactory extends DefaultClientRegistrationProviderFactory {

    @Override
    public ClientRegistrationProvider create(KeycloakSession session) {
        return new GuardedRegistration(session);
    }
}
