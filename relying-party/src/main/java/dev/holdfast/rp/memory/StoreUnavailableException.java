package dev.holdfast.rp.memory;

/** What is remembered cannot be reached now. Whoever asked must not go on as if nothing were remembered. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * A failure.
     *
     * @param cause what the store said
     */
    public StoreUnavailableException(Exception cause) {
        super("the store of what is remembered cannot be reached", cause);
    }
}
