package dev.holdfast.risk.signal;

import dev.holdfast.binding.BindingBreach;

/** The names of the invariants of possession. */
final class KeyInvariant {

    private KeyInvariant() {}

    static String nameOf(BindingBreach.Kind kind) {
        return switch (kind) {
            case WRONG_KEY -> "wrong-key";
            case MISSING_KEY -> "bound-to-bearer";
            case BARRED_KEY -> "barred-key";
            case UNVERIFIED_PROOF -> "unverified-proof";
        };
    }
}
