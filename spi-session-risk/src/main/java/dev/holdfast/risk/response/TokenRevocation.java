package dev.holdfast.risk.response;

import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;

/**
 * The order to distrust tokens that no session stands behind. Keycloak keeps nothing of them that could be removed, so only
 * relying parties can refuse them.
 *
 * @param txn names the cause, in every event about it
 * @param at when trust ended; tokens issued later are meant no more
 * @param initiator who wants it
 * @param clientId the client
 * @param key only what is bound to this key; empty for everything that was issued in the client's own name
 * @param reason why, in words that may be told to relying parties: no signal's name, no address
 */
public record TokenRevocation(
        String txn, Instant at, Initiator initiator, String clientId, Optional<KeyThumbprint> key, String reason) {}
