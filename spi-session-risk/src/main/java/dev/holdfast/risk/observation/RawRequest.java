package dev.holdfast.risk.observation;

import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

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
 * @param expectedKey the key that the presented refresh token or session is bound to
 * @param proofIssuedAt the instant in the DPoP proof
 * @param nonceRoundTripMillis round trip of a server nonce: only for the first use of a nonce issued in a challenge
 * @param clientAuth how the client authenticated, such as {@code private_key_jwt}, empty if unknown
 * @param scopes as requested or implied
 * @param audiences as requested or implied
 * @param generation the generation of the presented refresh token, empty where refresh tokens are not rotated
 */
public record RawRequest(
        String id,
        Instant at,
        String grant,
        Optional<String> address,
        Optional<String> userAgent,
        Optional<String> headerOrder,
        Optional<String> tlsFingerprint,
        Optional<KeyThumbprint> key,
        Optional<KeyThumbprint> expectedKey,
        Optional<Instant> proofIssuedAt,
        OptionalDouble nonceRoundTripMillis,
        String clientAuth,
        List<String> scopes,
        List<String> audiences,
        Optional<Generation> generation) {}
