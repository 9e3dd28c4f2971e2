package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.signal.Signal;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.provider.ProviderFactory;

/**
 * Adds a signal of one's own: one class that implements this and {@link Signal}, named in {@code
 * META-INF/services/dev.holdfast.risk.keycloak.RiskSignalProviderFactory} of a provider jar. It is asked on every request for
 * tokens, by several threads, and must not wait for anything. Its weight is capped as that of any signal; evidence that is
 * no number and exceptions are left out and logged.
 */
public interface RiskSignalProviderFactory extends ProviderFactory<RiskSignalProvider> {

    /**
     * The signal.
     *
     * @return the same one each time
     */
    Signal signal();

    @Override
    default String getId() {
        return signal().name();
    }

    @Override
    default RiskSignalProvider create(KeycloakSession session) {
        return new RiskSignalProvider() {};
    }

    @Override
    default void init(Config.Scope config) {}

    @Override
    default void postInit(KeycloakSessionFactory factory) {}

    @Override
    default void close() {}
}
