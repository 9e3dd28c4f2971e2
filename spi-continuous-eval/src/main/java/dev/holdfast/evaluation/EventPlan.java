package dev.holdfast.evaluation;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.events.SubjectIdentifier.JwtId;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.events.SubjectIdentifier.Uri;
import dev.holdfast.risk.response.Findings;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which events are published about a change of trust, and whom exactly they name. */
public final class EventPlan {

    /** The one member of an event that is ours (RFC 7519 section 4.2: a name that nobody else uses). */
    public static final String EVIDENCE = "https://holdfast.dev/evidence";

    private static final double HUNDREDTHS = 100;

    private EventPlan() {}

    /**
     * The events of a cause, as a receiver is told that nothing was chosen for.
     *
     * @param issuer the issuer of the realm
     * @param cause what happened
     * @return one or more events, each of another type, all with the same subject
     * @throws IllegalArgumentException if an event needs something that the cause does not say
     */
    public static List<PlannedEvent> of(String issuer, Cause cause) {
        return of(issuer, cause, StreamProfile.DEFAULT);
    }

    /**
     * The events of a cause, as a receiver is told.
     *
     * @param issuer the issuer of the realm
     * @param cause what happened
     * @param profile what was chosen for the receiver
     * @return events, each of another type; none if the receiver's form of subjects cannot say whom they are about
     * @throws IllegalArgumentException if an event needs something that the cause does not say
     */
    public static List<PlannedEvent> of(String issuer, Cause cause, StreamProfile profile) {
        return cause.trigger().events().stream()
                .flatMap(type -> subject(issuer, type, cause, profile.subjects())
                        .map(subject -> new PlannedEvent(type, subject, payload(type, cause, profile)))
                        .stream())
                .toList();
    }

    private static Optional<SubjectIdentifier> subject(
            String issuer, EventType type, Cause cause, StreamProfile.Subjects form) {
        if (form == StreamProfile.Subjects.COMPLEX) {
            return Optional.of(subject(issuer, cause));
        }
        if (cause.trigger() == Trigger.EXPIRY && cause.whom().sessionId().isPresent()) {
            // No theft: it is not worth the user's other sessions, and tokens of this one are over before.
            return Optional.empty();
        }
        return cause.change() instanceof Change.Token
                ? Optional.empty()
                : form.user(type == EventType.SESSION_REVOKED, cause.whom()).map(user -> new IssSub(issuer, user));
    }

    private static SubjectIdentifier subject(String issuer, Cause cause) {
        if (cause.change() instanceof Change.Token token) {
            return new JwtId(issuer, token.jti());
        }
        Whom whom = cause.whom();
        return new Complex(
                whom.userId().map(id -> new IssSub(issuer, id)),
                whom.sessionId().map(Opaque::new),
                whom.clientId().map(Opaque::new),
                whom.key().map(key -> new Uri(key.toUri())),
                Optional.empty());
    }

    private static Map<String, Object> payload(EventType type, Cause cause, StreamProfile profile) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("event_timestamp", cause.at().getEpochSecond());
        payload.put("initiating_entity", cause.initiator().code());
        payload.put("reason_admin", Map.of("en", cause.reason()));
        if (type == EventType.CREDENTIAL_COMPROMISE) {
            payload.put("credential_type", Change.Credential.CLIENT);
        } else if (type == EventType.CREDENTIAL_CHANGE) {
            Change.Credential credential = said(Change.Credential.class, cause);
            payload.put("credential_type", credential.type());
            payload.put("change_type", credential.how());
        } else if (type == EventType.RISK_LEVEL_CHANGE) {
            Change.Level level = said(Change.Level.class, cause);
            payload.put("principal", Change.Level.PRINCIPAL);
            payload.put("current_level", level.current().name());
            payload.put("previous_level", level.previous().name());
            payload.put("risk_reason", level.reason());
        } else if (type == EventType.TOKEN_CLAIMS_CHANGE) {
            payload.put("claims", said(Change.Claims.class, cause).claims());
        }
        if (profile.evidence()) {
            cause.findings().ifPresent(findings -> payload.put(EVIDENCE, evidence(findings)));
        }
        return payload;
    }

    private static Map<String, Object> evidence(Findings findings) {
        Map<String, Object> members = new LinkedHashMap<>();
        members.put("score_nats", Math.rint(findings.scoreNats() * HUNDREDTHS) / HUNDREDTHS);
        members.put("level", findings.level().name());
        members.put(
                "reasons",
                findings.reasons().stream()
                        .map(reason -> Map.of("signal", reason.signal(), "text", reason.text()))
                        .toList());
        findings.key().ifPresent(key -> members.put("key", key.toUri()));
        return members;
    }

    private static <C extends Change> C said(Class<C> change, Cause cause) {
        if (!change.isInstance(cause.change())) {
            throw new IllegalArgumentException(cause.trigger() + " says no " + change.getSimpleName());
        }
        return change.cast(cause.change());
    }
}
