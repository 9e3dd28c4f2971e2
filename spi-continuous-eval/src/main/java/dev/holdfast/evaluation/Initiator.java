package dev.holdfast.evaluation;

/** Who brought a change about: {@code initiating_entity} (CAEP 1.0 section 2). */
public enum Initiator {
    /** An administrator. */
    ADMIN("admin"),
    /** The subject itself, or a client that acts for it. */
    USER("user"),
    /** A rule: a decision of ours, an expiry, a lockout. */
    POLICY("policy"),
    /** The server, where nobody can be named. */
    SYSTEM("system");

    private final String code;

    Initiator(String code) {
        this.code = code;
    }

    /**
     * The value in an event.
     *
     * @return as in {@code policy}
     */
    public String code() {
        return code;
    }
}
