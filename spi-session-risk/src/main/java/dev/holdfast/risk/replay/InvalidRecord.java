package dev.holdfast.risk.replay;

/** A line that is no record; the message says why, without the line's number. */
final class InvalidRecord extends RuntimeException {

    private static final long serialVersionUID = 1;

    InvalidRecord(String message) {
        super(message);
    }
}
