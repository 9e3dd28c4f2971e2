package dev.holdfast.evaluation.keycloak.ssf;

import java.util.function.Function;
import org.keycloak.events.outbox.OutboxStore;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.metadata.DefaultSubjects;
import org.keycloak.ssf.stream.StreamStatusValue;
import org.keycloak.ssf.subject.JwtSubjectId;
import org.keycloak.ssf.transmitter.SsfTransmitterContext;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.delivery.SecurityEventTokenDispatcher;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Keycloak's dispatcher, which keeps the status of a stream on every way to the outbox: its own emit service sends to streams that
 * are paused or disabled (SSF 1.0 section 8.1.2.1 forbids it).
 */
final class StatusKeepingDispatcher extends SecurityEventTokenDispatcher {

    StatusKeepingDispatcher(SsfTransmitterProvider provider, Function<KeycloakSession, OutboxStore> outboxStores) {
        this(provider, provider.context(), outboxStores);
    }

    private StatusKeepingDispatcher(
            SsfTransmitterProvider provider,
            SsfTransmitterContext context,
            Function<KeycloakSession, OutboxStore> outboxStores) {
        super(
                provider.session(),
                provider.securityEventTokenEncoder(),
                provider.pushDeliveryService(),
                context.config(),
                outboxStores,
                context.metrics(),
                provider.subjectInclusionResolver());
    }

    @Override
    public void deliverEvent(SsfSecurityEventToken eventToken, StreamConfig stream) {
        if (StreamEvents.isOne(eventToken) || isStreamEnabled(stream)) {
            super.deliverEvent(eventToken, stream);
        } else if (stream.getStatus() == StreamStatusValue.paused) {
            holdEvent(eventToken, stream);
        }
    }

    /** Asks to be told of the commit, whether something will have been written for the stream or not. */
    void expect(StreamConfig stream) {
        if (outboxStoreFactory.apply(session) instanceof HoldfastOutbox outbox) {
            outbox.expect(stream.getClientId());
        }
    }

    /** A token is nobody whom Keycloak could look up; it would warn of each. */
    @Override
    protected boolean shouldDispatchForSubject(SsfSecurityEventToken eventToken, StreamConfig stream) {
        return eventToken.getSubjectId() instanceof JwtSubjectId
                ? stream.getDefaultSubjects() == DefaultSubjects.ALL
                : super.shouldDispatchForSubject(eventToken, stream);
    }
}
