package dev.holdfast.binding.keycloak;

import org.keycloak.models.KeycloakSession;
import org.keycloak.protocol.oidc.token.TokenPostProcessor;
import org.keycloak.protocol.oidc.token.TokenPostProcessorFactory;

/** Makes {@link BoundTokenPostProcessor}. */
public final class BoundTokenPostProcessorFactory implements TokenPostProcessorFactory {

    private final ManagedClients managedClients = new ManagedClients();

    @Override
    public String getId() {
        return "holdfast-bound-tokens";
    }

    @Override
    public TokenPostProcessor create(KeycloakSession session) {
        return new BoundTokenPostProcessor(session, managedClients);
    }

    /** Last of all: nobody undoes the binding afterwards. */
    @Override
    public int order() {
        return Integer.MIN_VALUE;
    }
}
