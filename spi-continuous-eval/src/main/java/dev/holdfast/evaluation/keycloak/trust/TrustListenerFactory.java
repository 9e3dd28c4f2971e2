package dev.holdfast.evaluation.keycloak.trust;

import org.keycloak.Config;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.EventListenerProviderFactory;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.models.UserModel;
import org.keycloak.provider.ProviderEvent;

/**
 * Listens in every realm, without configuration: to Keycloak's events, which reach a global listener also where a realm stores
 * none, and to changes of the model, which come whichever way a change was made.
 */
public final class TrustListenerFactory implements EventListenerProviderFactory {

    private final SecurityEventPublisher publisher = SecurityEventPublisher.installed();
    private final SessionSightings sightings = new SessionSightings(publisher);

    @Override
    public String getId() {
        return "holdfast-trust";
    }

    @Override
    public boolean isGlobal() {
        return true;
    }

    @Override
    public EventListenerProvider create(KeycloakSession session) {
        return new TrustListener(session, new Announcer(session, publisher), sightings);
    }

    @Override
    public void init(Config.Scope config) {}

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        factory.register(this::onModelEvent);
    }

    @Override
    public void close() {
        sightings.close();
    }

    private void onModelEvent(ProviderEvent event) {
        if (event instanceof UserModel.UserPreRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            new ModelCauses(session, new Announcer(session, publisher))
                    .userRemoved(removed.getRealm(), removed.getUser());
        } else if (event instanceof ClientModel.ClientRemovedEvent removed) {
            KeycloakSession session = removed.getKeycloakSession();
            new ModelCauses(session, new Announcer(session, publisher)).clientRemoved(removed.getClient());
        } else if (event instanceof ClientModel.ClientUpdatedEvent updated) {
            KeycloakSession session = updated.getKeycloakSession();
            ClientWatch.watch(session, updated.getUpdatedClient(), new Announcer(session, publisher));
        }
    }
}
