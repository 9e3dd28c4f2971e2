package dev.holdfast.binding.keycloak;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The extension point {@code binding-breach}. */
public final class BindingBreachSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "binding-breach";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return BindingBreachListener.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return BindingBreachListenerFactory.class;
    }
}
