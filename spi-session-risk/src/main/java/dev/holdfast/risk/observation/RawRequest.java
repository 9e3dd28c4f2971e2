package dev.holdfast.risk.observation;

import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;

/**
 * A request for tokens as it arrived. Lives only until {@link FeatureExtractor} has read it and is never kept.
 *
 * @param id the observation id: the same id twice is the same observation
 * @param at when it arrived
 * @param grant the grant type
 * @param address the client's address after trusted-proxy processing
 * @param userAgent the user agent
 * @param headerOrder the names of the headers in their order
 * @param tlsFingerprint an opaque TLS fingerprint from a trusted proxy
 * @param key the proven key
 */
public record RawRequest(
        String id,
        Instant at,
        String grant,
        Optional<String> address,
        Optional<String> userAgent,
        Optional<String> headerOrder,
        Optional<String> tlsFingerprint,
        Optional<KeyThumbprint> key) {}
