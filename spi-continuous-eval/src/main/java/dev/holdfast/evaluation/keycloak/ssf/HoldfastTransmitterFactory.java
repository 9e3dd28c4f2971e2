package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.keycloak.http.ConfiguredAddresses;
import dev.holdfast.evaluation.keycloak.ssf.delivery.DrainerTick;
import dev.holdfast.evaluation.keycloak.ssf.delivery.EventDelivery;
import dev.holdfast.evaluation.keycloak.ssf.delivery.PinnedPushDelivery;
import dev.holdfast.evaluation.keycloak.ssf.delivery.WhenCommitted;
import dev.holdfast.evaluation.keycloak.ssf.poll.AcknowledgingPoll;
import dev.holdfast.evaluation.keycloak.ssf.poll.OtherNodes;
import dev.holdfast.evaluation.keycloak.ssf.poll.PollWaiters;
import org.jspecify.annotations.Nullable;
import org.keycloak.events.outbox.OutboxBackoff;
import org.keycloak.events.outbox.OutboxDrainerTask;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.KeycloakSessionFactory;
import org.keycloak.ssf.transmitter.DefaultSsfTransmitterProviderFactory;
import org.keycloak.ssf.transmitter.SsfTransmitterContext;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.delivery.SecurityEventTokenDispatcher;
import org.keycloak.ssf.transmitter.delivery.poll.PollDeliveryService;
import org.keycloak.ssf.transmitter.delivery.push.PushDeliveryService;
import org.keycloak.ssf.transmitter.event.SecurityEventTokenMapper;

/**
 * Keycloak's transmitter under its own id, so that no option is needed to install it, with delivery of ours. Keycloak prefers a
 * provider from a jar of its administrator over a built-in one of the same id.
 */
public final class HoldfastTransmitterFactory extends DefaultSsfTransmitterProviderFactory {

    private final PollWaiters waiters = new PollWaiters();
    private final WhenCommitted whenCommitted = new WhenCommitted(this::committed);
    private @Nullable EventDelivery delivery;

    @Override
    public SsfTransmitterProvider create(KeycloakSession session) {
        return new HoldfastTransmitter(session, context, waiters);
    }

    @Override
    protected OutboxStore createOutboxStore(KeycloakSession session) {
        return new HoldfastOutbox(session, whenCommitted);
    }

    @Override
    public SecurityEventTokenMapper createMapper(KeycloakSession session, SsfTransmitterContext context) {
        return new CauselessMapper(session, context.config(), context.issuerUrlFactory());
    }

    @Override
    public PushDeliveryService createPushDelivery(KeycloakSession session, SsfTransmitterContext context) {
        return delivery == null
                ? super.createPushDelivery(session, context)
                : new PinnedPushDelivery(session, context.config(), delivery);
    }

    @Override
    public PollDeliveryService createPollDelivery(SsfTransmitterProvider provider) {
        return new AcknowledgingPoll(
                provider.session(), createOutboxStore(provider.session()), provider.metrics(), EventDelivery::maxAge);
    }

    @Override
    public SecurityEventTokenDispatcher createDispatcher(SsfTransmitterProvider provider) {
        return new StatusKeepingDispatcher(provider, this::createOutboxStore);
    }

    @Override
    protected OutboxDrainerTask createDrainerTask(KeycloakSession session) {
        return new DrainerTick(
                createOutboxConfig(),
                createSsfPushDeliveryHandler(),
                this::createOutboxStore,
                (ticking, receiver) -> whenCommitted.tell(ticking, EventDelivery.PUSH, receiver),
                InactiveStreams::pause,
                metricsBinder);
    }

    @Override
    public void postInit(KeycloakSessionFactory factory) {
        EventDelivery started = new EventDelivery(ConfiguredAddresses.policy());
        started.start(factory, OutboxBackoff.DEFAULT_HTTP_PUSH_CURVE, outboxDrainerMaxAttempts);
        started.often(new OtherNodes(factory, waiters)::look);
        waiters.measure();
        delivery = started;
        super.postInit(factory);
        SignalScopes.keep(factory);
    }

    @Override
    public void close() {
        if (delivery != null) {
            delivery.close();
        }
        super.close();
    }

    private void committed(String entryKind, String receiverId) {
        if (!entryKind.equals(EventDelivery.PUSH)) {
            waiters.wake(receiverId);
        } else if (delivery != null) {
            delivery.wake(receiverId);
        }
    }
}
