package dev.holdfast.evaluation.keycloak;

import dev.holdfast.evaluation.keycloak.signal.SignalEndpoint;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;

/** What Holdfast serves under {@code /realms/{realm}/holdfast}. */
public final class HoldfastRealmResource {

    private final KeycloakSession session;

    HoldfastRealmResource(KeycloakSession session) {
        this.session = session;
    }

    /**
     * Where others report.
     *
     * @return the endpoint
     */
    @Path("signals")
    public SignalEndpoint signals() {
        return new SignalEndpoint(session);
    }
}
