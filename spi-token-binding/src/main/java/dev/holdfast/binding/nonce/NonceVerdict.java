package dev.holdfast.binding.nonce;

import java.time.Duration;

/** What is known about a nonce that came back. */
public sealed interface NonceVerdict {

    /**
     * Issued here, for this scope, not too long ago.
     *
     * @param roundTrip from issue to now, in milliseconds; zero if the issuing node's clock is ahead of this one's
     * @param ofChallenge whether it was issued for a challenge; only then the round trip says something about the way
     *     to the client, since other nonces may have rested there
     */
    record Valid(Duration roundTrip, boolean ofChallenge) implements NonceVerdict {}

    /** Issued here, for this scope, but too long ago. */
    record Expired() implements NonceVerdict {}

    /** Not issued here, not for this scope, altered, or from the future. */
    record Unknown() implements NonceVerdict {}
}
