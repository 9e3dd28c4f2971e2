package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.Effect;
import dev.holdfast.evaluation.signal.SignalPlan.Act;
import dev.holdfast.evaluation.signal.SignalRates;
import dev.holdfast.evaluation.signal.Transmitter;
import java.time.Instant;

/**
 * What is counted across requests and polls, on this node.
 *
 * @param perTransmitter the signals of each transmitter
 * @param perSubject the reports of risk about each subject
 */
record Rates(SignalRates perTransmitter, SignalRates perSubject) {

    private static final int TRANSMITTERS = 1_000;
    private static final int SUBJECTS = 20_000;

    /** Nothing counted yet. */
    public Rates() {
        this(new SignalRates(TRANSMITTERS), new SignalRates(SUBJECTS));
    }

    /**
     * Counts one more of a transmitter.
     *
     * @param transmitter its component
     * @param limits its limits
     * @param now the time
     * @return whether it is within the limit of a minute
     */
    boolean admits(String transmitter, Transmitter.Limits limits, Instant now) {
        return perTransmitter.allows(transmitter, limits.perMinute(), now);
    }

    /**
     * Whether something that is wrong with a component is logged now.
     *
     * @param component the component
     * @param now the time
     * @return {@code true} once a minute, however often it is asked
     */
    boolean mayBeLogged(String component, Instant now) {
        return perTransmitter.allows("logged " + component, 1, now);
    }

    /**
     * Counts one more about a subject. Reports of risk are limited, by their weight, so that many light ones hide no heavy one:
     * one more of the same adds nothing. A demand and an end are not, because what they concern has changed since the last one;
     * their power is bounded by the limit of a minute, by grants, and by how many sessions one may end.
     *
     * @param transmitter its component
     * @param act what it would cause
     * @param limits its limits
     * @param now the time
     * @return whether it shall be done
     */
    boolean counts(String transmitter, Act act, Transmitter.Limits limits, Instant now) {
        return act.effect() != Effect.RAISE_RISK
                || perSubject.allows(
                        transmitter + ' ' + act.weightNats() + ' ' + act.scope(), limits.perSubject(), now);
    }
}
