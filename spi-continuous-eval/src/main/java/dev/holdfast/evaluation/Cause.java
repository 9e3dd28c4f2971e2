package dev.holdfast.evaluation;

import dev.holdfast.risk.response.Findings;
import dev.holdfast.risk.response.Initiator;
import dev.holdfast.risk.response.RevocationOrder;
import java.time.Instant;
import java.util.Optional;

/**
 * One change of trust, recognised.
 *
 * @param trigger what happened
 * @param at when
 * @param initiator who did it
 * @param whom whom it concerns
 * @param change what else is said
 * @param reason why, in words that may be told to relying parties, not empty
 * @param findings what it was decided by; only for receivers that were chosen to know it
 */
public record Cause(
        Trigger trigger,
        Instant at,
        Initiator initiator,
        Whom whom,
        Change change,
        String reason,
        Optional<Findings> findings) {

    /**
     * Checks that a reason is given.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public Cause {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("a reason must be given");
        }
    }

    /**
     * A change that no decision of ours stands behind.
     *
     * @param trigger what happened
     * @param at when
     * @param initiator who did it
     * @param whom whom it concerns
     * @param change what else is said
     * @param reason why
     */
    public Cause(Trigger trigger, Instant at, Initiator initiator, Whom whom, Change change, String reason) {
        this(trigger, at, initiator, whom, change, reason, Optional.empty());
    }

    /**
     * A change with the words of its trigger.
     *
     * @param trigger what happened
     * @param at when
     * @param initiator who did it
     * @param whom whom it concerns
     * @return the cause
     */
    public static Cause of(Trigger trigger, Instant at, Initiator initiator, Whom whom) {
        return new Cause(trigger, at, initiator, whom, new Change.None(), trigger.what());
    }

    /**
     * The end of a session.
     *
     * @param order the order to end it
     * @param whom the session
     * @return the cause, with the reason of the order
     */
    public static Cause of(RevocationOrder order, Whom whom) {
        Trigger trigger = switch (order.initiator()) {
            case POLICY -> Trigger.DECISION;
            case ADMIN -> Trigger.SESSION_DELETED;
            case SYSTEM -> Trigger.SIGNAL;
            case USER -> Trigger.LOGOUT;
        };
        return new Cause(
                trigger, order.at(), order.initiator(), whom, new Change.None(), order.reason(), order.findings());
    }

    /**
     * The same with more to say.
     *
     * @param more what
     * @return the cause
     */
    public Cause with(Change more) {
        return new Cause(trigger, at, initiator, whom, more, reason, findings);
    }

    /**
     * The same with what it was decided by.
     *
     * @param known the findings, if there are any
     * @return the cause
     */
    public Cause by(Optional<Findings> known) {
        return new Cause(trigger, at, initiator, whom, change, reason, known);
    }

    /**
     * The same about somebody else.
     *
     * @param other whom
     * @return the cause
     */
    public Cause about(Whom other) {
        return new Cause(trigger, at, initiator, other, change, reason, findings);
    }
}
