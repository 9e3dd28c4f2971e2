package dev.holdfast.dev.demo;

import dev.holdfast.events.EventType;
import dev.holdfast.rp.stream.RegisteredStream;
import dev.holdfast.rp.stream.StreamCredentials;
import dev.holdfast.rp.stream.StreamException;
import dev.holdfast.rp.stream.StreamRegistration;
import java.net.URI;
import java.util.Set;

/**
 * The stream of events of one relying party. Its client is a managed one like any other: its token is bound to a key, and
 * the stream API asks for the proof.
 */
public record Subscription(StreamRegistration registration, RegisteredStream stream) {

    /**
     * Registers a stream.
     *
     * @param authorization the header that the issuer has to send along
     * @throws IllegalStateException if the issuer refuses, with what to look at
     */
    public static Subscription of(URI issuer, ProtectedApi api, String clientSecret, String authorization) {
        URI tokenEndpoint = URI.create(issuer + "/protocol/openid-connect/token");
        try {
            StreamRegistration registration =
                    StreamRegistration.discover(issuer, new StreamCredentials(tokenEndpoint, api.name(), clientSecret));
            return new Subscription(
                    registration,
                    registration.ensureStream(
                            api.events(),
                            authorization,
                            Set.of(EventType.SESSION_REVOKED, EventType.CREDENTIAL_COMPROMISE)));
        } catch (StreamException refused) {
            throw new IllegalStateException(
                    "Could not register the stream of events of " + api.name() + ": " + refused.getMessage(), refused);
        }
    }

    /** Asks for a verification event. */
    void verify(String state) throws StreamException {
        registration.verify(stream, state);
    }
}
