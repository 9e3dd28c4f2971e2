package dev.holdfast.evaluation.delivery;

import java.time.Duration;
import java.util.Optional;

/** What became of one attempt to push one event. */
public sealed interface DeliveryVerdict {

    /** The receiver has it. */
    record Delivered() implements DeliveryVerdict {}

    /**
     * The receiver does not take anything at the moment; that says nothing about the event. It is tried again until it is too
     * old, and counts for the receiver's circuit.
     *
     * @param reason for administrators
     * @param retryAfter how long the receiver asked to be left alone
     */
    record Unavailable(String reason, Optional<Duration> retryAfter) implements DeliveryVerdict {}

    /**
     * The receiver works and refused this event, for a cause that may pass. It is tried again a limited number of times.
     *
     * @param reason for administrators
     */
    record Refused(String reason) implements DeliveryVerdict {}

    /**
     * The receiver works and will never take this event: a dead letter at once.
     *
     * @param reason for administrators
     */
    record Undeliverable(String reason) implements DeliveryVerdict {}
}
