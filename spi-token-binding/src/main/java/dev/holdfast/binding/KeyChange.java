package dev.holdfast.binding;

/** Whether a client may go over to another key within a session. */
public enum KeyChange {
    /** Never: a new key needs a new session; the default. */
    REFUSE,
    /** With client authentication that needs a private key itself: a secret can be copied like a token. */
    WITH_CLIENT_AUTHENTICATION,
    /** With a proof of the old key over the new one in the same request. */
    WITH_PROOF_OF_BOTH_KEYS
}
