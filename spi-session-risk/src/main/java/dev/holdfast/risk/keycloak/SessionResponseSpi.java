package dev.holdfast.risk.keycloak;

import org.keycloak.provider.Provider;
import org.keycloak.provider.ProviderFactory;
import org.keycloak.provider.Spi;

/** The extension point {@code session-response}. */
public final class SessionResponseSpi implements Spi {

    @Override
    public boolean isInternal() {
        return false;
    }

    @Override
    public String getName() {
        return "session-response";
    }

    @Override
    public Class<? extends Provider> getProviderClass() {
        return SessionResponse.class;
    }

    @Override
    public Class<? extends ProviderFactory<?>> getProviderFactoryClass() {
        return SessionResponseFactory.class;
    }
}
