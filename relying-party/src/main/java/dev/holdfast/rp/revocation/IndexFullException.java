package dev.holdfast.rp.revocation;

/**
 * The index holds as many revocations as it may. Nothing was dropped: forgetting one would let a revoked session in again.
 * Let the transmitter keep the event and deliver it later, and raise the capacity.
 */
public final class IndexFullException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    IndexFullException(int capacity) {
        super("the revocation index is full (" + capacity + " entries); raise its capacity");
    }
}
