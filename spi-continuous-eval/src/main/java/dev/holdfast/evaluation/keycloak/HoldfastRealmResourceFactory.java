package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.keycloak.signal.Rates;
import dev.holdfast.evaluation.keycloak.signal.SignalPollers;
import org.jspecify.annotations.Nullable;
import org.keycloak.Config;
import org.keycloak.common.util.Environment;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.utils.PostMigrationEvent;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@link HoldfastRealmResource}, and polls the transmitters that do not push to it. */
public final class HoldfastRealmResourceFactory implements RealmResourceProviderFactory {

    private final Rates rates = new Rates();
    private @Nullable SignalPollers pollers;

    @Override
    public String getId() {
        return "holdfast";
    }

    @Override
    public RealmResourceProvider create(KeycloakSession session) {
        return new RealmResourceProvider() {
            @Override
            public Object getResource() {
                return new HoldfastRealmResource(session, rates);
            }

            @Override
            public void close() {}
        };
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        SignalPollers made = new SignalPollers(rates, factory);
        pollers = made;
        factory.register(event -> {
            // Not before the database is there, and not in an export or import: what it took in would be gone with it.
            if (event instanceof PostMigrationEvent && !Environment.isNonServerMode()) {
                made.start();
            }
        });
    }

    @Override
    public void close() {
        if (pollers != null) {
            pollers.close();
        }
    }
}
