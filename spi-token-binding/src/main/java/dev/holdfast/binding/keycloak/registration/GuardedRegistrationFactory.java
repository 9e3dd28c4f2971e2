package dev.holdfast.binding.keycloak.registration;

import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientregistration.ClientRegistrationProvider;
import org.keycloak.services.clientregistration.DefaultClientRegistrationProviderFactory;

/**
 * Makes {@link GuardedRegistration} under the id of Keycloak's own, {@code default}: it guards wherever the jar is installed, with
 * no policy to configure.
 */
public final class GuardedRegistrationFactory extends DefaultClientRegistrationProviderFactory {

    /** One for the server. */
    public GuardedRegistrationFactory() {}

    @Override
    public ClientRegistrationProvider create(KeycloakSession session) {
        return new GuardedRegistration(session);
    }
}
