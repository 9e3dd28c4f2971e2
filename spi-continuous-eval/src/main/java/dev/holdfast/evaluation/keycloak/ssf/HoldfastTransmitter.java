package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.keycloak.ssf.poll.PollWaiters;
import dev.holdfast.evaluation.keycloak.ssf.poll.SharedSignalsFactory;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.transmitter.DefaultSsfTransmitterProvider;
import org.keycloak.ssf.transmitter.SsfTransmitterContext;
import org.keycloak.ssf.transmitter.resources.SsfStreamStatusResource;

/** Keycloak's transmitter for one session, with what is not made by its factory. */
final class HoldfastTransmitter extends DefaultSsfTransmitterProvider implements SharedSignalsFactory.Waiting {

    private final PollWaiters waiters;

    HoldfastTransmitter(KeycloakSession session, SsfTransmitterContext context, PollWaiters waiters) {
        super(session, context);
        this.waiters = waiters;
    }

    @Override
    public SsfStreamStatusResource streamStatusResource() {
        return new CheckedStatusResource(session, streamService());
    }

    @Override
    public PollWaiters waiters() {
        return waiters;
    }
}
