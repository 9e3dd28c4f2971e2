package dev.holdfast.evaluation.keycloak.ssf;

import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.ssf.transmitter.DefaultSsfTransmitterProviderFactory;
import org.keycloak.ssf.transmitter.SsfTransmitterContext;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.delivery.SecurityEventTokenDispatcher;
import org.keycloak.ssf.transmitter.delivery.push.PushDeliveryService;
import org.keycloak.ssf.transmitter.event.SecurityEventTokenMapper;

/**
 * Keycloak's transmitter under its own id, so that no option is needed to install it, with delivery right after commit.
 * Keycloak prefers a provider from a jar of its administrator over a built-in one of the same id.
 */
public final class HoldfastTransmitterFactory extends DefaultSsfTransmitterProviderFactory {

    private final PushAfterCommit push = new PushAfterCommit(() -> outboxMaxBackoff());

    @Override
    public SecurityEventTokenMapper createMapper(KeycloakSession session, SsfTransmitterContext context) {
        return new CauselessMapper(session, context.config(), context.issuerUrlFactory());
    }

    @Override
    public PushDeliveryService createPushDelivery(KeycloakSession session, SsfTransmitterContext context) {
        return new BoundedPushDelivery(session, context.config());
    }

    @Override
    public SecurityEventTokenDispatcher createDispatcher(SsfTransmitterProvider provider) {
        return new PushingDispatcher(provider, this::createOutboxStore, push);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        super.postInit(factory);
        push.start(factory);
    }

    private org.keycloak.events.outbox.OutboxBackoff outboxMaxBackoff() {
        return new org.keycloak.events.outbox.OutboxBackoff(
                outboxDrainerMaxAttempts, org.keycloak.events.outbox.OutboxBackoff.DEFAULT_HTTP_PUSH_CURVE);
    }
}
