package dev.holdfast.evaluation.keycloak.ssf;

import java.util.function.Function;
import org.keycloak.events.Event;
import org.keycloak.events.admin.AdminEvent;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.event.SecurityEventTokenMapper;

/**
 * Keycloak's mapper, which leaves all of Keycloak's events to us, so that each change is told once and to those whom it
 * concerns. Events that others emit, verification and stream status stay with it.
 */
final class CauselessMapper extends SecurityEventTokenMapper {

    CauselessMapper(
            KeycloakSession session, SsfTransmitterConfig config, Function<KeycloakSession, String> issuerGenerator) {
        super(session, config, issuerGenerator);
    }

    @Override
    public boolean canConvert(Event event) {
        return false;
    }

    @Override
    public boolean canConvert(AdminEvent event) {
        return false;
    }
}
