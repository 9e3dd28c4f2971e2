package dev.holdfast.evaluation.signal;

/** What a signal may cause, the mildest first. */
public enum Effect {
    /** It counts as evidence at the next request. A report alone never revokes. */
    RAISE_RISK,
    /** The holder has to prove its key anew before it gets tokens again. */
    REBIND,
    /** The session ends. */
    REVOKE
}
