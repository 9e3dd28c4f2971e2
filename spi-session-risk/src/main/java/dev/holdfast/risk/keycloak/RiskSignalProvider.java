package dev.holdfast.risk.keycloak;

import org.keycloak.provider.Provider;

/** The provider type of the extension point {@code risk-signal}; a signal itself has no state, its factory is all there is. */
public interface RiskSignalProvider extends Provider {

    @Override
    default void close() {}
}
