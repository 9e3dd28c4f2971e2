package dev.holdfast.rp.event;

/** Is told of each event once. */
@FunctionalInterface
public interface EventHandler {

    /**
     * Takes in an event. When this returns the event counts as kept: the transmitter may forget it. When this throws, the
     * transmitter is asked to deliver it again.
     *
     * @param event the event
     * @throws EventException if the event is refused for good, for what it says; it is not delivered again
     */
    void handle(VerifiedEvent event) throws EventException;
}
