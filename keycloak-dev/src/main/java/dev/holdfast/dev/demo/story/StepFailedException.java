package dev.holdfast.dev.demo.story;

/** Something in the story was not as it should be; the message says what was expected and what was seen. */
final class StepFailedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StepFailedException(String message) {
        super(message);
    }

    /** Goes on only if something is so. */
    static void unless(boolean so, String expected, Object seen) {
        if (!so) {
            throw new StepFailedException("expected " + expected + ", saw " + seen);
        }
    }
}
