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
 */
public record Observation(
        String id, Instant at, String grant, NetworkOrigin network, ClientStack stack, Optional<KeyThumbprint> key) {}
