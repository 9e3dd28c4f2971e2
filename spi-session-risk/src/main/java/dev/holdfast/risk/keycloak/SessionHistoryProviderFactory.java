package dev.holdfast.risk.keycloak;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link SessionHistoryProvider}s. */
public interface SessionHistoryProviderFactory extends ProviderFactory<SessionHistoryProvider> {}
