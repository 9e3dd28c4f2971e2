package dev.holdfast.risk.keycloak;

import org.keycloak.provider.ProviderFactory;

/** Makes {@link SessionResponse}s; all that are installed act. */
public interface SessionResponseFactory extends ProviderFactory<SessionResponse> {}
