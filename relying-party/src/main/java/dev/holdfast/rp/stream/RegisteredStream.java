package dev.holdfast.rp.stream;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/**
 * A stream as the transmitter keeps it (SSF 1.0 section 8.1.1).
 *
 * @param id the {@code stream_id}
 * @param audience the {@code aud} of its events, for {@link dev.holdfast.rp.event.SecurityEventVerifier}
 * @param issuer the {@code iss} of its events
 * @param jwksUri where the keys of its events are
 * @param pollEndpoint where its events wait to be polled (RFC 8936); empty for a stream that pushes
 */
public record RegisteredStream(String id, List<String> audience, URI issuer, URI jwksUri, Optional<URI> pollEndpoint) {}
