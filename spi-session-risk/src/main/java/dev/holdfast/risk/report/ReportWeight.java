package dev.holdfast.risk.report;

/** What reported events weigh as evidence. */
public final class ReportWeight {

    private ReportWeight() {}

    /**
     * The weight of an event.
     *
     * @param eventType the URI of the event type
     * @param level the {@code current_level} of a {@code risk-level-change}, else empty
     * @return in nats, 0 for an event that raises no risk
     */
    public static double nats(String eventType, String level) {
        return switch (name(eventType)) {
            case "session-revoked", "verification", "stream-updated", "session-established", "session-presented" -> 0;
            case "credential-compromise" -> 5;
            case "risk-level-change" -> level.equals("HIGH") ? 5 : level.equals("LOW") ? 0 : 2.5;
            case "device-compliance-change", "assurance-level-change" -> 2;
            default -> 1;
        };
    }

    /**
     * The short name of an event type.
     *
     * @param eventType the URI
     * @return what follows the last slash
     */
    public static String name(String eventType) {
        return eventType.substring(eventType.lastIndexOf('/') + 1);
    }
}
