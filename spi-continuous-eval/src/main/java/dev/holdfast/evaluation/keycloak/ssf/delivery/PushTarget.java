package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.oauth.Credential;
import java.time.Duration;
import java.util.Optional;
import org.keycloak.models.ClientModel;
import org.keycloak.models.KeycloakSession;
import org.keycloak.models.RealmModel;
import org.keycloak.ssf.transmitter.SsfTransmitterConfig;
import org.keycloak.ssf.transmitter.SsfTransmitterProvider;
import org.keycloak.ssf.transmitter.stream.StreamConfig;

/**
 * Where the events of a receiver go: read in a transaction, used outside it.
 *
 * @param realm its name, for metrics
 * @param receiver its client id, for logs and metrics
 * @param streamId its stream
 * @param endpoint where events are posted
 * @param credential how we authenticate
 * @param connect how long connecting may take
 * @param answer how long the receiver may be silent; both together bound the whole exchange
 * @param maxAge events older than this are not delivered any more
 */
record PushTarget(
        String realm,
        String receiver,
        String streamId,
        String endpoint,
        Credential credential,
        Duration connect,
        Duration answer,
        Optional<Duration> maxAge) {

    private static final String MAX_AGE = "ssf.maxEventAgeSeconds";

    /** The target of a receiver, empty if it has no stream any more; sets the realm of the session. */
    static Optional<PushTarget> find(KeycloakSession session, String realmId, String receiverId) {
        RealmModel realm = session.realms().getRealm(realmId);
        if (realm == null) {
            return Optional.empty();
        }
        session.getContext().setRealm(realm);
        ClientModel receiver = realm.getClientById(receiverId);
        if (receiver == null) {
            return Optional.empty();
        }
        SsfTransmitterProvider transmitter = session.getProvider(SsfTransmitterProvider.class);
        StreamConfig stream = transmitter.streamStore().getStreamForClient(receiver);
        return stream == null ? Optional.empty() : of(session, receiver, stream, transmitter.getConfig());
    }

    /** The target of a receiver's stream in the realm of the session, empty if it says no address. */
    static Optional<PushTarget> of(
            KeycloakSession session, ClientModel receiver, StreamConfig stream, SsfTransmitterConfig config) {
        if (stream.getDelivery() == null || stream.getDelivery().getEndpointUrl() == null) {
            return Optional.empty();
        }
        Integer connect = stream.getPushEndpointConnectTimeoutMillis();
        Integer answer = stream.getPushEndpointSocketTimeoutMillis();
        return Optional.of(new PushTarget(
                receiver.getRealm().getName(),
                receiver.getClientId(),
                stream.getStreamId(),
                stream.getDelivery().getEndpointUrl(),
                PushAttribute.of(
                        session,
                        receiver,
                        Optional.ofNullable(stream.getDelivery().getAuthorizationHeader())),
                Duration.ofMillis(connect != null ? connect : config.getPushEndpointConnectTimeoutMillis()),
                Duration.ofMillis(answer != null ? answer : config.getPushEndpointSocketTimeoutMillis()),
                maxAge(receiver)));
    }

    /** The age from which events of a receiver are not delivered; unset or unreadable means no limit of its own. */
    static Optional<Duration> maxAge(ClientModel receiver) {
        String seconds = receiver.getAttribute(MAX_AGE);
        return seconds != null && seconds.matches("[1-9][0-9]{0,8}")
                ? Optional.of(Duration.ofSeconds(Long.parseLong(seconds)))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return "PushTarget[" + realm + "/" + receiver + "]";
    }
}
