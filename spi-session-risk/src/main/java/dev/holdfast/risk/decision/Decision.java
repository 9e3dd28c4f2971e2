package dev.holdfast.risk.decision;

import java.time.Duration;

/** What is answered. */
public sealed interface Decision {

    /** The tokens are issued as asked. */
    record Allow() implements Decision {}

    /**
     * The tokens are issued, but short-lived.
     *
     * @param lifetime longest lifetime of the access token
     */
    record Restrict(Duration lifetime) implements Decision {}

    /** The client has to prove itself anew. */
    record Rebind() implements Decision {}

    /** The session ends. */
    record Revoke() implements Decision {}

    /**
     * The decision as a word.
     *
     * @return {@code allow}, {@code restrict}, {@code rebind} or {@code revoke}
     */
    default String word() {
        return getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
