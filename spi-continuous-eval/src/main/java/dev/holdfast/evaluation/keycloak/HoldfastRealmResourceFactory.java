package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.keycloak.signal.SignalEndpoint;
import dev.holdfast.evaluation.signal.SignalRates;
import org.keycloak.Config;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.services.resource.RealmResourceProviderFactory;

/** Serves {@link HoldfastRealmResource}. */
public final class HoldfastRealmResourceFactory implements RealmResourceProviderFactory {

    private static final int TRANSMITTERS = 1_000;
    private static final int SUBJECTS = 20_000;

    private final SignalEndpoint.Rates rates =
            new SignalEndpoint.Rates(new SignalRates(TRANSMITTERS), new SignalRates(SUBJECTS));

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
    public void postInit(KeycloakSessionFactory factory) {}

    @Override
    public void close() {}
}
