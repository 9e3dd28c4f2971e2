package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.PlannedEvent;
import java.util.List;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Publishes through Keycloak's own transmitter: its streams, their status and wishes, its signature, its outbox.
 */
public final class SsfPublisher {

    private SsfPublisher() {}

    /**
     * Puts events for every stream that wants them into the outbox, in the transaction of a session.
     *
     * @param session the session
     * @param txn names the cause in every event
     * @param events the events
     */
    public static void publish(KeycloakSession session, String txn, List<PlannedEvent> events) {
        if (!Ssf.isTransmitterEnabled(session.getContext().getRealm())) {
            return;
        }
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        for (StreamConfig stream : transmitter.streamStore().findStreamsForSsfReceiverClients()) {
            for (PlannedEvent event : events) {
                SsfSecurityEventToken token = transmitter
                        .securityEventTokenMapper()
                        .generateSyntheticEvent(
                                stream, event.type().uri(), event.payload(), SsfSubjects.of(event.subject()));
                token.setTxn(txn);
                transmitter.securityEventTokenDispatcher().dispatchEvent(token, stream);
            }
        }
    }
}
