package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.delivery.DeliveryVerdict;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Delivered;
import jakarta.ws.rs.core.Response;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.event.token.SecurityEventToken;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.delivery.push.PushDeliveryOutcome;
import org.keycloak.ssf.transmitter.delivery.push.PushDeliveryService;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/** Keycloak's push for what it sends itself, which is verifications, with the client of ours. */
public final class PinnedPushDelivery extends PushDeliveryService {

    private final KeycloakSession session;
    private final SsfTransmitterConfig config;
    private final EventDelivery delivery;

    /** Makes it for one session. */
    public PinnedPushDelivery(KeycloakSession session, SsfTransmitterConfig config, EventDelivery delivery) {
        super(session, config);
        this.session = session;
        this.config = config;
        this.delivery = delivery;
    }

    @Override
    protected PushDeliveryOutcome deliverEvent(
            String endpointUrl,
            String authorizationHeader,
            SecurityEventToken eventToken,
            String encodedEventToken,
            StreamConfig stream) {
        DeliveryVerdict verdict = delivery.now(session, stream, config, encodedEventToken);
        if (verdict instanceof Delivered) {
            return PushDeliveryOutcome.delivered(Response.Status.ACCEPTED.getStatusCode(), endpointUrl);
        }
        log.warnf("Event %s was not taken by its receiver: %s", eventToken.getJti(), verdict);
        return PushDeliveryOutcome.invalidConfig(String.valueOf(verdict));
    }
}
