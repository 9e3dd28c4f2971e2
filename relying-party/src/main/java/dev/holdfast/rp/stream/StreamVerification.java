package dev.holdfast.rp.stream;

/** Asks the transmitter for a verification event, see {@link StreamRegistration#verify}. */
@FunctionalInterface
public interface StreamVerification {

    /**
     * Asks once.
     *
     * @param state what the event shall carry
     * @throws StreamException if the transmitter refuses or cannot be reached
     */
    void ask(String state) throws StreamException;
}
