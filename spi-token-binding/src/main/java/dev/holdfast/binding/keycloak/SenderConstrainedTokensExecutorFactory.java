package dev.holdfast.binding.keycloak;

import dev.holdfast.binding.infinispan.InfinispanSeenKeys;
import dev.holdfast.binding.infinispan.SeenKeyRing;
import java.util.List;
import org.keycloak.Config;
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

    private final SharedCache<SeenKeyRing> seenKeys = new SharedCache<>(InfinispanSeenKeys.CACHE);

    @Override
    public String getId() {
        return PROVIDER_ID;
    }

    @Override
    public ClientPolicyExecutorProvider<?> create(KeycloakSession session) {
        return new SenderConstrainedTokensExecutor(
                session, new KeyGate(session, new InfinispanSeenKeys(seenKeys.in(session))));
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

    /** Server option {@code spi-client-policy-executor--sender-constrained-tokens--timeout-millis}. */
    @Override
    public void init(Config.Scope config) {
        seenKeys.init(config);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(event -> {
            if (event instanceof PostMigrationEvent) {
                ProxyCertificateCheck.run(factory);
            }
        });
        seenKeys.startWith(factory);
    }

    @Override
    public void close() {}
}
