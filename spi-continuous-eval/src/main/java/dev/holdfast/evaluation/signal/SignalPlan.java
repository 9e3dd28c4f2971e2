package dev.holdfast.evaluation.signal;

/** What comes of a signal. */
public sealed interface SignalPlan {

    /**
     * Something is done.
     *
     * @param effect what
     * @param scope to whom
     * @param granted whether whom it concerns is decided by a grant; else the session must have been meant for the
     *     transmitter
     * @param weightNats how much it weighs as evidence
     * @param words what was reported, for an administrator: no value of the token
     */
    record Act(Effect effect, SignalScope scope, boolean granted, double weightNats, String words)
            implements SignalPlan {}

    /**
     * It is taken in and changes nothing.
     *
     * @param why in words
     */
    record Ignore(String why) implements SignalPlan {}
}
