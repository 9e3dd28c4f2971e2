package dev.holdfast.binding.keycloak.registration;

import dev.holdfast.binding.ReservedAttributes;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.clientregistration.ClientRegistrationContext;
import org.keycloak.services.clientregistration.DefaultClientRegistrationProvider;

/**
 * Keycloak's registration of clients, which takes any attribute, but for those that are an administrator's. Compared is what
 * became of the client, so that it does not matter how it was said; nothing of it stays. Only after Keycloak has let the caller
 * in: what a client has is told to nobody else.
 */
public final class GuardedRegistration extends DefaultClientRegistrationProvider {

    GuardedRegistration(KeycloakSession session) {
        super(session);
    }

    @Override
    public ClientRepresentation create(ClientRegistrationContext context) {
        ClientRepresentation created = super.create(context);
        refuse(ReservedAttributes.changed(Map.of(), reserved(created.getClientId())));
        return shown(created);
    }

    @Override
    public ClientRepresentation update(String clientId, ClientRegistrationContext context) {
        Map<String, String> before = reserved(clientId);
        ClientRepresentation updated = super.update(clientId, context);
        refuse(ReservedAttributes.changed(before, reserved(updated.getClientId())));
        return shown(updated);
    }

    @Override
    public ClientRepresentation get(ClientModel client) {
        return shown(super.get(client));
    }

    @Override
    public void delete(String clientId) {
        Removal.check(clientId, session, auth, event);
        super.delete(clientId);
    }

    /** Without the administrator's: secrets can be among them. What a client does not say again stays as it is. */
    private static ClientRepresentation shown(ClientRepresentation client) {
        if (client.getAttributes() != null) {
            Map<String, String> others = new HashMap<>(client.getAttributes());
            others.keySet().removeIf(ReservedAttributes::isReserved);
            client.setAttributes(others);
        }
        return client;
    }

    private Map<String, String> reserved(@Nullable String clientId) {
        ClientModel client = session.getContext().getRealm().getClientByClientId(clientId);
        return client == null ? Map.of() : ReservedAttributes.of(client.getAttributes());
    }

    private void refuse(Set<String> changed) {
        if (!changed.isEmpty()) {
            throw Refusal.because("Only an administrator may set " + String.join(", ", changed), session, event);
        }
    }
}
