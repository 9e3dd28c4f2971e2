package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.infinispan.EmbeddedCaches;
import dev.holdfast.binding.infinispan.InfinispanSeenKeys;
import java.util.List;
import org.keycloak.Config;
import org.keycloak.connections.infinispan.InfinispanConnectionProvider;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.provider.ProviderConfigProperty;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProvider;
import org.keycloak.services.clientpolicy.executor.ClientPolicyExecutorProviderFactory;

/** Makes {@link SenderConstrainedTokensExecutor}. */
public final class SenderConstrainedTokensExecutorFactory implements ClientPolicyExecutorProviderFactory {

    /** The executor's name in a client profile. */
    public static final String PROVIDER_ID = "sender-constrained-tokens";

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new SenderConstrainedTokensExecutor(session, new KeyGate(session, seenKeys(session)));
    }

    @Override
    public String getHelpText() {
        return "Binds every token to the key of its holder (DPoP or mutual TLS), keeps it short-lived and admits only the"
                + " keys that the client may use.";
    }

    @Override
    public List<ProviderConfigProperty> getConfigProperties() {
        return BindingConfiguration.SETTINGS.stream().map(Setting::property).toList();
    }

    @Override
    public void init(Config.Scope config) {}

    /** The cache has to be started on every node, not only on those that are asked for tokens. */
    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                ProxyCertificateCheck.run(factory);
                try (KeycloakSession session = factory.create()) {
                    seenKeys(session);
                }
            }
        });
    }

    @Override
    public void close() {}

    private static InfinispanSeenKeys seenKeys(KeycloakSession session) {
        return new InfinispanSeenKeys(EmbeddedCaches.of(
                session.getProvider(InfinispanConnectionProvider.class)
                        .getCache(InfinispanConnectionProvider.REALM_CACHE_NAME)
                        .getCacheManager(),
                InfinispanSeenKeys.CACHE));
    }
}
