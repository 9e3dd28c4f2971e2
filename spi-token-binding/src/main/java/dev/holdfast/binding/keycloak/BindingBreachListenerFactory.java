package dev.holdfast.binding.keycloak;

import org.keycloak.Config;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/** Makes {@link BindingBreachListener}s; all that are installed are told. */
public interface BindingBreachListenerFactory extends ProviderFactory<BindingBreachListener> {

    @Override
    default void init(Config.Scope config) {}

    @Override
    default void postInit(KeycloakSessionFactory factory) {}

    @Override
    default void close() {}
}
