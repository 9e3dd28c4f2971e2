package dev.holdfast.rp.revocation;

import dev.holdfast.rp.event.VerifiedEvent;
import java.time.Instant;

/**
 * A revocation that is in force.
 *
 * @param event what the transmitter said
 * @param expiresAt first moment at which no accepted token can be concerned any more
 */
public record Revocation(VerifiedEvent event, Instant expiresAt) {}
