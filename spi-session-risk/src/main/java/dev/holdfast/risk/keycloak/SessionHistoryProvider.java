package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.history.SessionHistories;
import org.keycloak.provider.Provider;

/** The histories of sessions as a Keycloak provider, so that other stores can take their place. */
public interface SessionHistoryProvider extends Provider {

    /**
     * Where the histories are kept.
     *
     * @return the histories
     */
    SessionHistories histories();

    @Override
    default void close() {}
}
