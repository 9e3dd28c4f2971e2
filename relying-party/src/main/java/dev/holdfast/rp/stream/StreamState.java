package dev.holdfast.rp.stream;

import java.time.Instant;
import java.util.Optional;

/**
 * Whether a stream is known to work, for a gauge and a health page.
 *
 * @param verifiedAt up to when everything that the transmitter said is known to have come; empty if that was never verified
 * @param silent whether that is too long ago
 * @param lastFailure why the last attempt to ask failed; empty if it succeeded. Holds no secret
 */
public record StreamState(Optional<Instant> verifiedAt, boolean silent, Optional<String> lastFailure) {}
