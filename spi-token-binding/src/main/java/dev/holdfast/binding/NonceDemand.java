package dev.holdfast.binding;

/** When a DPoP proof has to carry a nonce of the server (RFC 9449 section 8). */
public enum NonceDemand {
    /** Never. */
    OFF,
    /** When the risk engine asks for a fresh proof; the default. */
    ON_RISK,
    /** Always, where the flow allows the error that tells the client. */
    ALWAYS
}
