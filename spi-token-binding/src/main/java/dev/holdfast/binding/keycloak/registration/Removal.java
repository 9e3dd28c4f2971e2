package dev.holdfast.binding.keycloak.registration;

import dev.holdfast.binding.ReservedAttributes;
import java.util.Set;
import org.keycloak.events.EventBuilder;
import org.keycloak.events.EventType;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.clientregistration.ClientRegistrationAuth;

/** A client that is held by attributes of ours stays: under its id it would register again without them. */
final class Removal {

    private Removal() {}

    /** Before Keycloak removes anything, for it tells caches and nodes at once; after it has let the caller in. */
    static void check(String clientId, KeycloakSession session, ClientRegistrationAuth auth, EventBuilder event) {
        event.event(EventType.CLIENT_DELETE).client(clientId);
        ClientModel client = session.getContext().getRealm().getClientByClientId(clientId);
        auth.requireDelete(client);
        Set<String> holding = ReservedAttributes.holding(client.getAttributes());
        if (!holding.isEmpty()) {
            throw Refusal.because(
                    "Only an administrator may remove a client with " + String.join(", ", holding), session, event);
        }
    }
}
