package dev.holdfast.rp.stream;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.jwt.TrustedAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Subscribes a relying party at a transmitter (SSF 1.0 section 8). Made for the start of a program: every call asks the
 * transmitter anew. If the authorization server binds the client's access tokens to its key, each call proves that key
 * (RFC 9449).
 */
public final class StreamRegistration {

    private final TransmitterMetadata transmitter;
    private final StreamAccess access;

    private StreamRegistration(TransmitterMetadata transmitter, StreamAccess access) {
        this.transmitter = transmitter;
        this.access = access;
    }

    /**
     * Reads the transmitter's metadata (SSF 1.0 section 7.2): {@code /.well-known/ssf-configuration} between host and path,
     * else after the path.
     *
     * @param issuer the transmitter, such as {@code https://kc.example/realms/demo}
     * @param credentials the client that manages the stream
     * @return a registration at that transmitter
     * @throws StreamException if there is no metadata, or that of another issuer
     * @throws IllegalArgumentException if the issuer is neither https nor http on this machine
     */
    public static StreamRegistration discover(URI issuer, StreamCredentials credentials) throws StreamException {
        Http http = new Http();
        for (URI address : TransmitterMetadata.addresses(TrustedAddress.require(issuer))) {
            HttpResponse<String> response = http.get(address);
            if (response.statusCode() == 200) {
                return new StreamRegistration(metadata(issuer, response.body()), new StreamAccess(http, credentials));
            }
        }
        throw new StreamException("no transmitter metadata for " + issuer
                + ": does the realm exist, is the feature ssf enabled and the realm's transmitter switched on?");
    }

    /**
     * Sees to it that exactly these events are pushed to this address. A stream that does so already is left as it is, since
     * changing one may cost events that wait in it (in Keycloak, any update that names {@code events_requested} does). Any
     * other stream of this client is deleted, for a transmitter may keep one per receiver only.
     *
     * <p>A transmitter does not tell which {@code Authorization} header it sends. When that has changed, call {@link
     * #replaceStream} instead.
     *
     * @param pushEndpoint where {@link dev.holdfast.rp.event.PushReceiver} listens, as the transmitter reaches it
     * @param authorizationHeader the full value of the header to send along, a secret of this relying party
     * @param events the events wanted
     * @return the stream
     * @throws StreamException if the transmitter refuses
     */
    public RegisteredStream ensureStream(URI pushEndpoint, String authorizationHeader, Set<EventType> events)
            throws StreamException {
        StreamAccess.Token token = access.token();
        for (StreamConfiguration stream : streams(token)) {
            if (stream.pushes(pushEndpoint, events)) {
                return registered(stream);
            }
        }
        return replace(token, StreamConfiguration.pushed(pushEndpoint, authorizationHeader, events));
    }

    /**
     * Sees to it that exactly these events wait to be polled (RFC 8936), for a relying party that nothing outside can reach.
     * A stream that does so already is left as it is; any other one of this client is deleted, see {@link #ensureStream}.
     *
     * @param events the events wanted
     * @return the stream, for a {@link PollReceiver}
     * @throws StreamException if the transmitter refuses
     */
    public RegisteredStream ensurePolledStream(Set<EventType> events) throws StreamException {
        StreamAccess.Token token = access.token();
        for (StreamConfiguration stream : streams(token)) {
            if (stream.isPolledFor(events)) {
                return registered(stream);
            }
        }
        return replace(token, StreamConfiguration.polled(events));
    }

    /**
     * Deletes every stream of this client, with the events that wait in it, and creates a new one.
     *
     * @param pushEndpoint as in {@link #ensureStream}
     * @param authorizationHeader as in {@link #ensureStream}
     * @param events as in {@link #ensureStream}
     * @return the new stream
     * @throws StreamException if the transmitter refuses
     */
    public RegisteredStream replaceStream(URI pushEndpoint, String authorizationHeader, Set<EventType> events)
            throws StreamException {
        return replace(access.token(), StreamConfiguration.pushed(pushEndpoint, authorizationHeader, events));
    }

    /**
     * Asks for a verification event (SSF 1.0 section 8.1.4). It comes by push, before or after this returns.
     *
     * @param stream the stream
     * @param state what the event shall carry, see {@link dev.holdfast.rp.event.VerifiedEvent#verificationState()}
     * @throws StreamException if the transmitter refuses, for one because the last verification was too short ago
     */
    public void verify(RegisteredStream stream, String state) throws StreamException {
        String json = JSONObjectUtils.toJSONString(Map.of("stream_id", stream.id(), "state", state));
        HttpResponse<String> response = access.call(access.token(), "POST", transmitter.verificationEndpoint(), json);
        if (response.statusCode() == 429) {
            throw new StreamException("the last verification was too short ago: wait for the transmitter's minimum"
                    + " verification interval");
        }
        expect(response, "verify the stream", 204);
    }

    private RegisteredStream replace(StreamAccess.Token token, String creation) throws StreamException {
        for (StreamConfiguration stream : streams(token)) {
            String query = "?stream_id=" + URLEncoder.encode(stream.id(), StandardCharsets.UTF_8);
            URI address = URI.create(transmitter.configurationEndpoint() + query);
            expect(access.call(token, "DELETE", address, ""), "delete a stream", 204);
        }
        HttpResponse<String> response = access.call(token, "POST", transmitter.configurationEndpoint(), creation);
        expect(response, "create a stream", 201);
        return registered(StreamConfiguration.parse(response.body()));
    }

    private List<StreamConfiguration> streams(StreamAccess.Token token) throws StreamException {
        HttpResponse<String> response = access.call(token, "GET", transmitter.configurationEndpoint(), "");
        if (response.statusCode() == 404) {
            return List.of();
        }
        expect(response, "list the streams", 200);
        return StreamConfiguration.parseList(response.body());
    }

    /** The issuer of the events must be the one whose metadata was read (SSF 1.0 section 8.1.1.1). */
    private RegisteredStream registered(StreamConfiguration stream) throws StreamException {
        if (!stream.issuer().equals(transmitter.issuer().toString())) {
            throw new StreamException(
                    "the stream has another issuer than its transmitter: compare the hostname settings");
        }
        return new RegisteredStream(
                stream.id(), stream.audience(), transmitter.issuer(), transmitter.jwksUri(), pollEndpoint(stream));
    }

    private static Optional<URI> pollEndpoint(StreamConfiguration stream) throws StreamException {
        if (!stream.isPolled()) {
            return Optional.empty();
        }
        try {
            URI endpoint = new URI(stream.endpoint().orElse(""));
            return Optional.of(TransmitterMetadata.trusted(endpoint, "poll endpoint"));
        } catch (URISyntaxException e) {
            throw new StreamException("the transmitter's poll endpoint is no address", e);
        }
    }

    StreamAccess access() {
        return access;
    }

    private static void expect(HttpResponse<String> response, String action, int status) throws StreamException {
        if (response.statusCode() == status) {
            return;
        }
        String advice = switch (response.statusCode()) {
            case 400 -> "is the push address on the receiver client's list of valid push addresses?";
            case 401, 403 -> "does the client have SSF enabled and the scopes ssf.read and ssf.manage?";
            case 404 -> "is the realm's transmitter switched on?";
            case 409 -> "this client has another stream already";
            default -> "see the transmitter's log";
        };
        throw new StreamException(
                "could not " + action + ", the transmitter answered " + response.statusCode() + ": " + advice);
    }

    private static TransmitterMetadata metadata(URI issuer, String body) throws StreamException {
        try {
            return TransmitterMetadata.parse(issuer, JSONObjectUtils.parse(body));
        } catch (ParseException e) {
            throw new StreamException("the metadata at " + issuer + " is no JSON object", e);
        }
    }
}
