package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.infinispan.InfinispanSessionHistories;
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
        SessionHistories histories = histories(session);
        return () -> histories;
    }

    @Override
    public void init(Config.Scope config) {}

    /** The cache has to be started on every node, not only on those that are asked for tokens. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                try (KeycloakSession session = factory.create()) {
                    histories(session);
                }
            }
        });
    }

    @Override
    public void close() {}

    private static SessionHistories histories(KeycloakSession session) {
        return InfinispanSessionHistories.in(session.getProvider(InfinispanConnectionProvider.class)
                .getCache(InfinispanConnectionProvider.REALM_CACHE_NAME)
                .getCacheManager());
    }
}
