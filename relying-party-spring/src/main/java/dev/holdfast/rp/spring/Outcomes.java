package dev.holdfast.rp.spring;

import dev.holdfast.rp.token.VerificationException.Reason;

/** Is told how each request with a token was decided. */
interface Outcomes {

    /** It was let in. */
    void authorized();

    /** It was refused. */
    void refused(Reason reason);

    /** For an application without Micrometer. */
    record Uncounted() implements Outcomes {

        @Override
        public void authorized() {}

        @Override
        public void refused(Reason reason) {}
    }
}
