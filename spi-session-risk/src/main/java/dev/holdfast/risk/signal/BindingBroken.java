package dev.holdfast.risk.signal;

import dev.holdfast.binding.BindingBreach;

/** The invariant that a genuine token comes with its key. */
public final class BindingBroken {

    /** More than any sum of soft evidence needs to be believed; the decision does not depend on it. */
    static final double WEIGHT_NATS = 12;

    private BindingBroken() {}

    /**
     * The evidence of a breach.
     *
     * @param breach what happened
     * @return evidence that needs no statistics
     */
    public static Evidence of(BindingBreach breach) {
        String text = switch (breach.kind()) {
            case WRONG_KEY -> "a token of this session was presented with another key";
            case MISSING_KEY -> "a bound token of this session was presented without its key";
            case UNVERIFIED_PROOF -> "a bound token of this session came with a proof that does not verify";
            case BARRED_KEY -> "a key that is barred after theft was used with the client's credentials";
        };
        return new Evidence(KeyInvariant.nameOf(breach.kind()), Evidence.Group.BINDING, WEIGHT_NATS, text, true);
    }
}
