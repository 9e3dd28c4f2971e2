package dev.holdfast.evaluation.keycloak.ssf;

import java.util.function.Function;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.metadata.DefaultSubjects;
import org.keycloak.ssf.subject.JwtSubjectId;
import org.keycloak.ssf.transmitter.SsfTransmitterContext;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.delivery.SecurityEventTokenDispatcher;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/** Keycloak's dispatcher, which also wakes the delivery to a receiver as soon as its event is committed. */
final class PushingDispatcher extends SecurityEventTokenDispatcher {

    private final PushAfterCommit push;

    PushingDispatcher(
            SsfTransmitterProvider provider,
            Function<KeycloakSession, OutboxStore> outboxStores,
            PushAfterCommit push) {
        this(provider, provider.context(), outboxStores, push);
    }

    private PushingDispatcher(
            SsfTransmitterProvider provider,
            SsfTransmitterContext context,
            Function<KeycloakSession, OutboxStore> outboxStores,
            PushAfterCommit push) {
        super(
                provider.session(),
                provider.securityEventTokenEncoder(),
                provider.pushDeliveryService(),
                context.config(),
                outboxStores,
                context.metrics(),
                provider.subjectInclusionResolver());
        this.push = push;
    }

    @Override
    protected void deliverEventAsync(StreamConfig stream, SsfSecurityEventToken eventToken, String encodedEvent) {
        super.deliverEventAsync(stream, eventToken, encodedEvent);
        push.whenCommitted(session, stream.getClientId());
    }

    /** Wakes the delivery to a receiver after the commit, whether something will have been written for it or not. */
    void expect(StreamConfig stream) {
        push.whenCommitted(session, stream.getClientId());
    }

    /** A token is nobody whom Keycloak could look up; it would warn of each. */
    @Override
    protected boolean shouldDispatchForSubject(SsfSecurityEventToken eventToken, StreamConfig stream) {
        return eventToken.getSubjectId() instanceof JwtSubjectId
                ? stream.getDefaultSubjects() == DefaultSubjects.ALL
                : super.shouldDispatchForSubject(eventToken, stream);
    }
}
