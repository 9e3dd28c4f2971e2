package dev.holdfast.risk.decision;

/** The levels of CAEP 1.0 section 3.8. */
public enum RiskLevel {
    /** Nothing is done. */
    LOW,
    /** Tokens are restricted, or the client has to prove itself anew. */
    MEDIUM,
    /** The session ends. */
    HIGH;

    /**
     * The level of an answer.
     *
     * @param answer {@code allow}, {@code restrict}, {@code rebind}, {@code revoke} or {@code refuse}
     * @return its level
     */
    public static RiskLevel ofAnswer(String answer) {
        return switch (answer) {
            case "allow" -> LOW;
            case "restrict", "rebind" -> MEDIUM;
            default -> HIGH;
        };
    }
}
