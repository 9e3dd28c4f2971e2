package dev.holdfast.evaluation.keycloak.ssf.poll;

import org.jspecify.annotations.Nullable;
import org.keycloak.models.KeycloakSession;
import org.keycloak.services.resource.RealmResourceProvider;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.services.SsfRealmResourceProviderFactory;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;

/** Keycloak's factory of the realm's Shared Signals endpoints, under its id, with long polling. */
public final class SharedSignalsFactory extends SsfRealmResourceProviderFactory {

    /** Who has the polls that wait. */
    @FunctionalInterface
    public interface Waiting {

        /** The polls that wait on this node. */
        PollWaiters waiters();
    }

    @Override
    public @Nullable RealmResourceProvider create(KeycloakSession session) {
        // Null where signals are switched off, as Keycloak's own says it.
        return Ssf.isTransmitterEnabled(session.getContext().getRealm())
                        && session.getProvider(SsfTransmitterProvider.class) instanceof Waiting transmitter
                ? new SharedSignalsRealmResource(session, transmitter.waiters())
                : super.create(session);
    }
}
