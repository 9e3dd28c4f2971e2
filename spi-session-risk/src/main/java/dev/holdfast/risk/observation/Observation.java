package dev.holdfast.risk.observation;

import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;

/**
 * The features of one request for tokens: all that is judged and kept of it.
 *
 * @param id the observation id: the same id twice is the same observation
 * @param at when it arrived
 * @param grant the grant type
 * @param network where it came from
 * @param stack what sent it
 * @param key the proven key
 * @param proof what the proof tells beside the key
 * @param ask what is asked for
 * @param generation where the presented refresh token stands, empty where tokens are not rotated
 */
public record Observation(
        String id,
        Instant at,
        String grant,
        NetworkOrigin network,
        ClientStack stack,
        Optional<KeyThumbprint> key,
        KeyProof proof,
        TokenAsk ask,
        Optional<Generation> generation) {}
