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
 * @param answer how long the receiver may be silent; both together bound a request
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

    /** As it is stored; Keycloak hands it out with what its vault has for a reference. */
    private static final String HEADER = "ssf.stream.delivery.authorizationHeader";

    /**
     * For connecting and answering together, whatever is set: with a token asked for twice and the event sent twice, an attempt
     * that begins in the first half of the lease ends in the second, with seconds left for names and for the result.
     */
    private static final Duration LONGEST = Duration.ofSeconds(20);

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
        Integer connectMillis = stream.getPushEndpointConnectTimeoutMillis();
        Integer answerMillis = stream.getPushEndpointSocketTimeoutMillis();
        Duration connect = atMost(
                LONGEST.dividedBy(2),
                connectMillis != null ? connectMillis : config.getPushEndpointConnectTimeoutMillis());
        Duration answer = atMost(
                LONGEST.minus(connect),
                answerMillis != null ? answerMillis : config.getPushEndpointSocketTimeoutMillis());
        return Optional.of(new PushTarget(
                receiver.getRealm().getName(),
                receiver.getClientId(),
                stream.getStreamId(),
                stream.getDelivery().getEndpointUrl(),
                credential(
                        session,
                        receiver,
                        Optional.ofNullable(stream.getDelivery().getAuthorizationHeader())),
                connect,
                answer,
                maxAge(receiver)));
    }

    /** A header from another part of the vault is as little sent as a secret from there. */
    private static Credential credential(KeycloakSession session, ClientModel receiver, Optional<String> header) {
        Optional<String> stored = Optional.ofNullable(receiver.getAttribute(HEADER));
        boolean foreign = stored.filter(PushAttribute::isNoHeader).isPresent();
        // What the vault does not have comes as its name, which is no secret.
        boolean unknown = header.filter(PushAttribute::isReference).isPresent();
        return foreign || unknown
                ? new Credential.Missing(
                        "the authorization_header of the stream refers to something in the vault that is"
                                + " unknown or does not begin with holdfast-push-header")
                : PushAttribute.of(session, receiver, header);
    }

    private static Duration atMost(Duration longest, int millis) {
        Duration wanted = Duration.ofMillis(millis);
        return wanted.compareTo(longest) < 0 ? wanted : longest;
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
