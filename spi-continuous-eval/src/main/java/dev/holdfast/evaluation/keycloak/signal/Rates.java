package dev.holdfast.evaluation.keycloak.signal;

import dev.holdfast.evaluation.signal.SignalRates;

/**
 * What is counted across requests and polls, on this node.
 *
 * @param perTransmitter the signals of each transmitter
 * @param perSubject the signals of each subject
 */
public record Rates(SignalRates perTransmitter, SignalRates perSubject) {

    private static final int TRANSMITTERS = 1_000;
    private static final int SUBJECTS = 20_000;

    /** Nothing counted yet. */
    public Rates() {
        this(new SignalRates(TRANSMITTERS), new SignalRates(SUBJECTS));
    }
}
