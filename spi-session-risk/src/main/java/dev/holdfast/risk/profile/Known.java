package dev.holdfast.risk.profile;

/** The sets of values that an identity is known for, with how many of each are kept. */
public enum Known {
    /** Prefixes. */
    PREFIX(20),
    /** Owners of networks. */
    OWNER(10),
    /** Kinds of networks. */
    KIND(8),
    /** Client stacks as a whole. */
    STACK(12),
    /** Products. */
    PRODUCT(8),
    /** Grants with their client authentication. */
    AUTHENTICATION(6),
    /** Sets of scopes, and single scopes. */
    SCOPES(20),
    /** Sets of audiences, and single audiences. */
    AUDIENCES(16),
    /** Keys. */
    KEY(8);

    private final int capacity;

    Known(int capacity) {
        this.capacity = capacity;
    }

    /**
     * How many values are kept.
     *
     * @return at most 20
     */
    public int capacity() {
        return capacity;
    }
}
