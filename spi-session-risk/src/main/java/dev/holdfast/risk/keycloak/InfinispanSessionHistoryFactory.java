package dev.holdfast.risk.keycloak;

import dev.holdfast.binding.keycloak.SharedCache;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.infinispan.InfinispanIdentityProfiles;
import dev.holdfast.risk.infinispan.InfinispanRiskReports;
import dev.holdfast.risk.infinispan.InfinispanSessionHistories;
import dev.holdfast.risk.infinispan.StoredHistory;
import dev.holdfast.risk.infinispan.StoredProfile;
import dev.holdfast.risk.infinispan.StoredReports;
import dev.holdfast.risk.profile.IdentityProfiles;
import dev.holdfast.risk.report.RiskReports;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;

/** Keeps the histories where Keycloak keeps its sessions: in its own Infinispan, or in an external one. */
public final class InfinispanSessionHistoryFactory implements SessionHistoryProviderFactory {

    private final SharedCache<StoredHistory> histories = new SharedCache<>(InfinispanSessionHistories.CACHE);
    private final SharedCache<StoredProfile> profiles = new SharedCache<>(InfinispanIdentityProfiles.CACHE);
    private final SharedCache<StoredReports> reports = new SharedCache<>(InfinispanRiskReports.CACHE);

    @Override
    public String getId() {
        return "infinispan";
    }

    @Override
    public SessionHistoryProvider create(KeycloakSession session) {
        return new Stores(
                new ObservedHistories(session, new InfinispanSessionHistories(histories.in(session))),
                new InfinispanIdentityProfiles(profiles.in(session)),
                new InfinispanRiskReports(reports.in(session)));
    }

    private record Stores(SessionHistories histories, IdentityProfiles profiles, RiskReports reports)
            implements SessionHistoryProvider {}

    /** Server option {@code spi-session-history--infinispan--timeout-millis}. */
    @Override
    public void init(Config.Scope config) {
        histories.init(config);
        profiles.init(config);
        reports.init(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        histories.startWith(factory);
        profiles.startWith(factory);
        reports.startWith(factory);
    }

    @Override
    public void close() {}
}
