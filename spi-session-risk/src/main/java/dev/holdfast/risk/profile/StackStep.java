package dev.holdfast.risk.profile;

/** How different the client is from what is known. */
public enum StackStep {
    /** No difference. */
    SAME,
    /** Another build of the same version. */
    OTHER_BUILD,
    /** Another major version that speaks the same way. */
    OTHER_VERSION,
    /** Another client that the identity is known for. */
    KNOWN,
    /** The same product that speaks differently: a copied user agent, or a new library. */
    OTHER_WIRE,
    /** A product that the identity is not known for. */
    OTHER_PRODUCT
}
