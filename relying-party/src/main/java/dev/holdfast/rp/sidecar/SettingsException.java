package dev.holdfast.rp.sidecar;

/** The sidecar does not start as it is set. The message is one line that says what to set, and repeats no secret. */
public final class SettingsException extends Exception {

    private static final long serialVersionUID = 1L;

    SettingsException(String message) {
        super(message);
    }
}
