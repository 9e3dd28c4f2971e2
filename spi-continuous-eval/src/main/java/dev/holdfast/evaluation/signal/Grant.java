package dev.holdfast.evaluation.signal;

/** Whom, beyond single sessions meant for it, a transmitter may speak of. */
public enum Grant {
    /** A key with all that is bound to it. Also what has no session: plain {@code client_credentials}. */
    KEY,
    /** A user with all sessions. */
    USER,
    /** A client with all its instances. */
    APPLICATION,
    /** Everybody of the realm. Risk and fresh proofs only: a whole realm is not revoked by a signal. */
    TENANT
}
