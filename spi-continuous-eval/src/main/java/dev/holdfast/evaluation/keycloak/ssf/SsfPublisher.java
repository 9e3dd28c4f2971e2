package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.evaluation.EventPlan;
import dev.holdfast.evaluation.PlannedEvent;
import dev.holdfast.evaluation.TrustChange;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.Ssf;
import org.keycloak.ssf.event.token.SsfSecurityEventToken;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Publishes through Keycloak's own transmitter: its streams, their status and wishes, its signature, its outbox. A stream
 * hears only of what concerns it.
 */
public final class SsfPublisher {

    /** {@code true} for a receiver that hears of everybody; an administrator sets it. */
    static final String RECEIVES_ALL = "holdfast.receives-all";

    private SsfPublisher() {}

    /**
     * Puts events for every stream that may hear them and wants them into the outbox, in the transaction of a session.
     *
     * @param session the session
     * @param txn names the cause in every event
     * @param changes what changed and whom it concerns
     */
    public static void publish(KeycloakSession session, String txn, List<TrustChange> changes) {
        if (!Ssf.isTransmitterEnabled(session.getContext().getRealm())) {
            return;
        }
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        for (StreamConfig stream : transmitter.streamStore().findStreamsForSsfReceiverClients()) {
            Set<String> names = names(stream);
            boolean all = receivesAll(session, stream);
            changes.stream()
                    .filter(change -> change.concerns(names, all))
                    .flatMap(change -> EventPlan.of(stream.getIssuer(), change.cause()).stream())
                    .forEach(event -> publish(transmitter, stream, txn, event));
        }
    }

    /**
     * Asks to be told of the commit, for every stream: once the commit has begun it is too late.
     *
     * @param session the session
     */
    public static void expect(KeycloakSession session) {
        if (!Ssf.isTransmitterEnabled(session.getContext().getRealm())) {
            return;
        }
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        if (transmitter.securityEventTokenDispatcher() instanceof StatusKeepingDispatcher dispatcher) {
            transmitter.streamStore().findStreamsForSsfReceiverClients().forEach(dispatcher::expect);
        }
    }

    private static void publish(
            SsfTransmitterProvider transmitter, StreamConfig stream, String txn, PlannedEvent event) {
        SsfSecurityEventToken token = transmitter
                .securityEventTokenMapper()
                .generateSyntheticEvent(
                        stream, event.type().uri(), TypedPayloads.of(event), SsfSubjects.of(event.subject()));
        token.setIss(stream.getIssuer());
        token.setTxn(txn);
        transmitter.securityEventTokenDispatcher().dispatchEvent(token, stream);
    }

    private static Set<String> names(StreamConfig stream) {
        Set<String> names = new HashSet<>(Set.of(stream.getClientClientId()));
        if (stream.getAudience() != null) {
            names.addAll(stream.getAudience());
        }
        return names;
    }

    private static boolean receivesAll(KeycloakSession session, StreamConfig stream) {
        ClientModel client =
                session.clients().getClientById(session.getContext().getRealm(), stream.getClientId());
        return client != null && Boolean.parseBoolean(client.getAttribute(RECEIVES_ALL));
    }
}
