package dev.holdfast.risk.keycloak;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The extension point {@code risk-signal}: signals of third parties beside those of this module. */
public final class RiskSignalSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "risk-signal";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return RiskSignalProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return RiskSignalProviderFactory.class;
    }
}
