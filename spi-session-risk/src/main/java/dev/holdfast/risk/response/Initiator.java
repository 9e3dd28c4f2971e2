package dev.holdfast.risk.response;

/** Who brought a change about: {@code initiating_entity} (CAEP 1.0 section 2). */
public enum Initiator {
    /** An administrator. */
    ADMIN("admin"),
    /** The subject itself, or a client that acts for it. */
    USER("user"),
    /** A rule of this server: a decision of ours, an expiry, a lockout. */
    POLICY("policy"),
    /** A system or platform said so: another transmitter; or the server, where nobody can be named. */
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
