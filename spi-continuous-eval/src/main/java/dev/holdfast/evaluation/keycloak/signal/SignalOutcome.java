package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.RefusedSetException;

/** What became of a token. */
sealed interface SignalOutcome {

    /**
     * Taken in.
     *
     * @param as what was done: an effect in lower case, {@code ignored}, {@code repeated},
     *     {@code surplus} or {@code nobody}
     */
    record Accepted(String as) implements SignalOutcome {}

    /**
     * Refused for good.
     *
     * @param code why
     * @param description in words
     */
    record Refused(RefusedSetException.Code code, String description) implements SignalOutcome {}

    /** Not now: too many came. */
    record TooMany() implements SignalOutcome {}

    /**
     * Not now: the keys of the transmitter cannot be fetched, or the same is being taken in by somebody else.
     *
     * @param why for administrators
     */
    record Unavailable(String why) implements SignalOutcome {}

    /** A word for the metric. */
    default String word() {
        if (this instanceof Accepted accepted) {
            return accepted.as();
        }
        if (this instanceof Refused refused) {
            return refused.code().word();
        }
        return this instanceof TooMany ? "too_many" : "unavailable";
    }
}
