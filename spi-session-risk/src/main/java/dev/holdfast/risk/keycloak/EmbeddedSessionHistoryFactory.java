package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.infinispan.InfinispanIdentityProfiles;
import dev.holdfast.risk.infinispan.InfinispanSessionHistories;
import dev.holdfast.risk.profile.IdentityProfiles;
import org.infinispan.manager.EmbeddedCacheManager;
import org.keycloak.Config;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;

/** Keeps the histories in Keycloak's own Infinispan. */
public final class EmbeddedSessionHistoryFactory implements SessionHistoryProviderFactory {

    @Override
    public String getId() {
        return "infinispan";
    }

    @Override
    public SessionHistoryProvider create(KeycloakSession session) {
        SessionHistories histories = InfinispanSessionHistories.in(manager(session));
        IdentityProfiles profiles = InfinispanIdentityProfiles.in(manager(session));
        return new Stores(histories, profiles);
    }

    private record Stores(SessionHistories histories, IdentityProfiles profiles) implements SessionHistoryProvider {}

    @Override
    public void init(Config.Scope config) {}

    /** The cache has to be started on every node, not only on those that are asked for tokens. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                try (KeycloakSession session = factory.create()) {
                    create(session);
                }
            }
        });
    }

    @Override
    public void close() {}

    private static EmbeddedCacheManager manager(KeycloakSession session) {
        return session.getProvider(InfinispanConnectionProvider.class)
                .getCache(InfinispanConnectionProvider.REALM_CACHE_NAME)
                .getCacheManager();
    }
}
