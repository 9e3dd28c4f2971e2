package dev.holdfast.evaluation.keycloak.ssf;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.stream.StreamConfig;
import org.keycloak.ssf.transmitter.stream.storage.SsfStreamStore;
import org.keycloak.ssf.transmitter.stream.storage.client.ClientStreamStore;

/**
 * A stream and the client that receives it.
 *
 * @param client the receiver
 * @param config its stream
 */
record ReceivingStream(ClientModel client, StreamConfig config) {

    /**
     * Those of the current realm. Keycloak's own search fails for all of them if the attributes of one client cannot be read.
     *
     * @param session the session
     * @return without those that cannot be read
     */
    static List<ReceivingStream> all(KeycloakSession session) {
        SsfStreamStore store = session.getProvider(SsfTransmitterProvider.class).streamStore();
        return session.clients()
                .searchClientsByAttributes(
                        session.getContext().getRealm(), Map.of(ClientStreamStore.SSF_ENABLED_KEY, "true"), null, null)
                .filter(ClientModel::isEnabled)
                .flatMap(client -> read(session, store, client).stream())
                .toList();
    }

    private static Optional<ReceivingStream> read(KeycloakSession session, SsfStreamStore store, ClientModel client) {
        try (IsolatedStream isolated = new IsolatedStream(session, client.getClientId())) {
            return isolated.attempt(() -> store.getStreamForClient(client))
                    .map(config -> new ReceivingStream(client, config));
        }
    }
}
