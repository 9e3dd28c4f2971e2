package dev.holdfast.evaluation;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.risk.response.CompromiseReport;
import dev.holdfast.risk.response.RevocationOrder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Which events are published about what was done, and whom exactly they name. */
public final class EventPlan {

    private EventPlan() {}

    /**
     * The event that a session has ended: {@code session-revoked} (CAEP 1.0 section 3.1) about user, session and client
     * together, so that no other session of the user falls with it.
     *
     * @param issuer the issuer of the realm
     * @param order what was ended
     * @return the event
     */
    public static PlannedEvent sessionRevoked(String issuer, RevocationOrder order) {
        SubjectIdentifier subject = new Complex(
                order.userId().isEmpty() ? Optional.empty() : Optional.of(new IssSub(issuer, order.userId())),
                Optional.of(new Opaque(order.sessionId())),
                Optional.of(new Opaque(order.clientId())),
                Optional.empty(),
                Optional.empty());
        return new PlannedEvent(EventType.SESSION_REVOKED, subject, byPolicy(order.at(), order.reason()));
    }

    /**
     * The event that a client's credential is in the wrong hands: {@code credential-compromise} (RISC 1.0 section 2.7).
     *
     * @param issuer the issuer of the realm
     * @param report what was seen
     * @param serviceAccountId the user of the client's service account
     * @return the event
     */
    public static PlannedEvent credentialCompromise(
            String issuer, CompromiseReport report, Optional<String> serviceAccountId) {
        SubjectIdentifier subject = new Complex(
                serviceAccountId.map(id -> new IssSub(issuer, id)),
                Optional.empty(),
                Optional.of(new Opaque(report.clientId())),
                Optional.empty(),
                Optional.empty());
        Map<String, Object> payload = byPolicy(report.at(), report.reason());
        payload.put("credential_type", "app");
        return new PlannedEvent(EventType.CREDENTIAL_COMPROMISE, subject, payload);
    }

    private static Map<String, Object> byPolicy(Instant at, String reason) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("event_timestamp", at.getEpochSecond());
        payload.put("initiating_entity", "policy");
        payload.put("reason_admin", Map.of("en", reason));
        return payload;
    }
}
