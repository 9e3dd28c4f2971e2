package dev.holdfast.risk.keycloak;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The extension point {@code session-history}. */
public final class SessionHistorySpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "session-history";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return SessionHistoryProvider.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return SessionHistoryProviderFactory.class;
    }
}
