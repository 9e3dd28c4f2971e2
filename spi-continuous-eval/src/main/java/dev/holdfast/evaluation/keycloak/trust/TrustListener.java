package dev.holdfast.evaluation.keycloak.trust;

import org.keycloak.events.Event;
import org.keycloak.events.EventListenerProvider;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;

/** Hands each event of Keycloak to whoever recognises what it means for trust. */
final class TrustListener implements EventListenerProvider {

    private final KeycloakSession session;
    private final Announcer announcer;
    private final SessionSightings sightings;

    TrustListener(KeycloakSession session, Announcer announcer, SessionSightings sightings) {
        this.session = session;
        this.announcer = announcer;
        this.sightings = sightings;
    }

    @Override
    public void onEvent(Event event) {
        announcer.announce(UserEventCauses.txn(event), new UserEventCauses(session).of(event));
        sightings.onEvent(session, event);
    }

    @Override
    public void onEvent(AdminEvent event, boolean includeRepresentation) {
        if (event.getResourceType() != null && inRealm(event)) {
            announcer.announce(new AdminEventCauses(session, announcer).of(event));
        }
    }

    private boolean inRealm(AdminEvent event) {
        return session.getContext().getRealm() != null
                && session.getContext().getRealm().getId().equals(event.getRealmId());
    }

    @Override
    public void close() {}
}
