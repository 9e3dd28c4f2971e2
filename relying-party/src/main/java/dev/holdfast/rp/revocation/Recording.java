package dev.holdfast.rp.revocation;

/** What became of an event that was recorded. */
public sealed interface Recording {

    /**
     * It is in force.
     *
     * @param revocation the entry
     */
    record Recorded(Revocation revocation) implements Recording {}

    /**
     * It concerns no token here.
     *
     * @param reason why
     */
    record Ignored(Reason reason) implements Recording {}

    /** Why an event is ignored. */
    enum Reason {
        /** Another event than session-revoked. */
        OTHER_EVENT,
        /** The subject belongs to another issuer than the transmitter, who may not speak of it. */
        FOREIGN_SUBJECT,
        /** The subject says something that no token can be checked for; taking it for less would revoke more than was meant. */
        NOT_EVALUABLE
    }
}
