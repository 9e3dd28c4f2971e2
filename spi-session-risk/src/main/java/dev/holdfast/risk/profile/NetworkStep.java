package dev.holdfast.risk.profile;

/** How far a request comes from what is known, nearest first. */
public enum NetworkStep {
    /** The same address as before. */
    SAME_ADDRESS,
    /** Another address of the same /24 or /56. */
    SAME_PREFIX,
    /** A prefix that the identity, or this session, is known for. */
    KNOWN_PREFIX,
    /** A new prefix of the same owner. */
    SAME_OWNER,
    /** A new prefix of another owner that the identity is known for. */
    KNOWN_OWNER,
    /** A new owner of a kind that the identity is known for. */
    NEW_OWNER,
    /** A new owner of a new kind. */
    NEW_KIND
}
