package dev.holdfast.evaluation.signal.poll;

/** A transmitter cannot be polled at the moment. */
public final class PollFailedException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean late;

    /**
     * Says so.
     *
     * @param reason for administrators; nothing of a token
     */
    public PollFailedException(String reason) {
        this(reason, false);
    }

    private PollFailedException(String reason, boolean late) {
        super(reason, null, false, false);
        this.late = late;
    }

    /**
     * There was no complete answer in time.
     *
     * @param reason for administrators
     * @return the failure
     */
    public static PollFailedException late(String reason) {
        return new PollFailedException(reason, true);
    }

    /**
     * Why.
     *
     * @return for administrators
     */
    public String reason() {
        return String.valueOf(getMessage());
    }

    /**
     * Whether the answer did not come in time.
     *
     * @return {@code true} if the transmitter may have kept the poll for longer than we wait
     */
    public boolean isLate() {
        return late;
    }
}
