package dev.holdfast.risk.observation;

import dev.holdfast.events.KeyThumbprint;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What the proof of the key tells beside the key.
 *
 * @param expected the key that the presented token or session is bound to
 * @param clockOffsetMillis arrival minus the proof's own instant, which has a resolution of one second
 * @param nonceRoundTripMillis round trip of a server nonce challenge
 */
public record KeyProof(
        Optional<KeyThumbprint> expected, OptionalDouble clockOffsetMillis, OptionalDouble nonceRoundTripMillis) {

    /** No key, nothing expected. */
    public static final KeyProof NONE = new KeyProof(Optional.empty(), OptionalDouble.empty(), OptionalDouble.empty());
}
