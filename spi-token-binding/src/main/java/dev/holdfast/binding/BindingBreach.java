package dev.holdfast.binding;

import dev.holdfast.events.KeyThumbprint;
import java.time.Instant;
import java.util.Optional;

/**
 * Genuine credentials that came without their key: the evidence of theft that stock Keycloak drops unattributed.
 *
 * @param kind what is wrong
 * @param at when
 * @param clientId the client whose credentials were used
 * @param clientAuthenticated whether the caller also authenticated as that client, with a secret, a key or a
 *     certificate; false for public clients, whose breaches never end a session by themselves
 * @param sessionId the session of the presented token, if there was a token
 * @param userId the user of that session
 * @param expected the key that the presented token is bound to
 * @param presented the key that was proven instead
 * @param barred whether that key may never be used again because of this breach
 */
public record BindingBreach(
        Kind kind,
        Instant at,
        String clientId,
        boolean clientAuthenticated,
        Optional<String> sessionId,
        Optional<String> userId,
        Optional<KeyThumbprint> expected,
        Optional<KeyThumbprint> presented,
        boolean barred) {

    /** What is wrong. */
    public enum Kind {
        /** A bound token was presented with another key. */
        WRONG_KEY,
        /** A bound token was presented as a bearer token. */
        MISSING_KEY,
        /** A key that is barred after theft was used with the client's credentials. */
        BARRED_KEY,
        /** A bound token was presented with a proof that does not verify, or verified once before. */
        UNVERIFIED_PROOF
    }
}
