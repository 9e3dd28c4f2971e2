package dev.holdfast.evaluation.keycloak.signal;

/** A setting of a transmitter has no value that it can have. The message names the setting, never the value. */
final class SettingException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    SettingException(String message) {
        super(message);
    }
}
