package dev.holdfast.binding.keycloak.registration;

import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.representations.idm.ClientRepresentation;
import org.keycloak.services.ErrorResponseException;
import org.keycloak.services.clientregistration.ClientRegistrationContext;
import org.keycloak.services.clientregistration.DefaultClientRegistrationProvider;
import org.keycloak.services.clientregistration.ErrorCodes;

/**
 * Keycloak's registration with its own representation of clients, except that attributes of ours belong to administrators:
 * whoever registers a client, or holds its registration access token, could else free a barred key, hear of everybody, or have a
 * secret of the vault sent to an address of his. The other ways to register carry no attributes.
 */
public final class GuardedRegistration extends DefaultClientRegistrationProvider {

    private static final String OURS = "holdfast.";

    /**
     * For one request.
     *
     * @param session its session
     */
    public GuardedRegistration(KeycloakSession session) {
        super(session);
    }

    @Override
    public ClientRepresentation create(ClientRegistrationContext context) {
        refuseOurs(context.getClient());
        return withoutOurs(super.create(context));
    }

    @Override
    public ClientRepresentation update(String clientId, ClientRegistrationContext context) {
        refuseOurs(context.getClient());
        return withoutOurs(super.update(clientId, context));
    }

    @Override
    public ClientRepresentation get(ClientModel client) {
        return withoutOurs(super.get(client));
    }

    private static void refuseOurs(ClientRepresentation client) {
        Map<String, String> attributes = client.getAttributes();
        if (attributes != null && attributes.keySet().stream().anyMatch(name -> name.startsWith(OURS))) {
            throw new ErrorResponseException(
                    ErrorCodes.INVALID_CLIENT_METADATA,
                    "attributes that begin with " + OURS + " are set by administrators",
                    Response.Status.BAD_REQUEST);
        }
    }

    /** Secrets can stand there. What was not shown is left as it is by an update. */
    private static ClientRepresentation withoutOurs(ClientRepresentation client) {
        if (client.getAttributes() != null) {
            Map<String, String> others = new HashMap<>(client.getAttributes());
            others.keySet().removeIf(name -> name.startsWith(OURS));
            client.setAttributes(others);
        }
        return client;
    }
}
