package dev.holdfast.rp.signal;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import java.util.Map;

/**
 * What a relying party has to report, in the words of CAEP 1.0. The member {@code holdfast_signal} names it exactly; who does
 * not know that member still understands the event.
 */
public sealed interface Signal {

    /**
     * Whom it is about.
     *
     * @return a subject, such as {@link dev.holdfast.rp.token.VerifiedToken#asSubject()}
     */
    SubjectIdentifier subject();

    /**
     * Its name.
     *
     * @return the value of {@code holdfast_signal}
     */
    String name();

    /**
     * The event that says so.
     *
     * @return an event type of CAEP
     */
    EventType type();

    /**
     * What the event says beside the name and the time.
     *
     * @return JSON members
     */
    Map<String, Object> members();

    /**
     * The session does more than was approved, for one thing more calls or other data than its job needs.
     *
     * @param subject whom it is about
     * @param reason for an administrator, in English; no personal data, no part of a token
     */
    record Abuse(SubjectIdentifier subject, String reason) implements Signal {
        @Override
        public String name() {
            return "abuse";
        }

        @Override
        public EventType type() {
            return EventType.RISK_LEVEL_CHANGE;
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("principal", "SESSION", "current_level", "HIGH", "risk_reason", reason);
        }
    }

    /**
     * The job of the session is done: whoever uses it from now on is not the one who was approved.
     *
     * @param subject whom it is about
     */
    record JobEnded(SubjectIdentifier subject) implements Signal {
        @Override
        public String name() {
            return "job-ended";
        }

        @Override
        public EventType type() {
            return EventType.SESSION_REVOKED;
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("initiating_entity", "system", "reason_admin", Map.of("en", "the job has ended"));
        }
    }

    /**
     * A DPoP proof came a second time and was refused. Somebody listens, or somebody's client repeats itself.
     *
     * @param subject from {@link dev.holdfast.rp.token.VerificationException#replayedSubject()}
     */
    record ProofReplayed(SubjectIdentifier subject) implements Signal {
        @Override
        public String name() {
            return "proof-replayed";
        }

        @Override
        public EventType type() {
            return EventType.RISK_LEVEL_CHANGE;
        }

        @Override
        public Map<String, Object> members() {
            return Map.of("principal", "SESSION", "current_level", "MEDIUM", "risk_reason", "a proof was replayed");
        }
    }
}
