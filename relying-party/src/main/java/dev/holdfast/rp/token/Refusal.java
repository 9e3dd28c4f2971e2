package dev.holdfast.rp.token;

import dev.holdfast.rp.token.VerificationException.Reason;

/** Why a rule of this package says no; the verifier turns it into the answer for the client. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final Reason reason;

    Refusal(Reason reason) {
        super(reason.name(), null, false, false);
        this.reason = reason;
    }

    Reason reason() {
        return reason;
    }
}
