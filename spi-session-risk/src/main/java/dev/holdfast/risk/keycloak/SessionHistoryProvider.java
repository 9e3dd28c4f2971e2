package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.profile.IdentityProfiles;
import dev.holdfast.risk.report.RiskReports;
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

    /**
     * Where reports of others are kept.
     *
     * @return the reports
     */
    RiskReports reports();

    @Override
    default void close() {}
}
