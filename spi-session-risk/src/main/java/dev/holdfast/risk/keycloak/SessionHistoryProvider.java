package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.profile.IdentityProfiles;
import org.keycloak.provider.Provider;

/** The histories of sessions as a Keycloak provider, so that other stores can take their place. */
public interface SessionHistoryProvider extends Provider {

    /**
     * Where the histories are kept.
     *
     * @return the histories
     */
    SessionHistories histories();

    /**
     * Where the profiles of identities are kept.
     *
     * @return the profiles
     */
    IdentityProfiles profiles();

    @Override
    default void close() {}
}
