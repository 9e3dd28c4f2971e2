package dev.holdfast.evaluation.keycloak.ssf.poll;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.Path;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.support.SsfAuthUtil;

/** {@code /realms/{realm}/ssf}. */
public final class SharedSignalsRealmResource implements RealmResourceProvider {

    private final KeycloakSession session;
    private final PollWaiters waiters;

    SharedSignalsRealmResource(KeycloakSession session, PollWaiters waiters) {
        this.session = session;
        this.waiters = waiters;
    }

    @Override
    public Object getResource() {
        return this;
    }

    /** The transmitter; asks for a bearer token first. */
    @Path("transmitter")
    public Object transmitter() {
        if (!Ssf.isTransmitterEnabled(session.getContext().getRealm())) {
            throw new NotFoundException();
        }
        SsfAuthUtil.authenticate();
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        return new SharedSignalsResource(transmitter, new LongPollResource(session, transmitter, waiters));
    }

    @Override
    public void close() {}
}
