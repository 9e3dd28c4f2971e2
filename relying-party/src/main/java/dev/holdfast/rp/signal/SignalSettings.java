package dev.holdfast.rp.signal;

import dev.holdfast.rp.jwt.TrustedAddress;
import java.net.URI;

/**
 * Where and how a {@link SignalSender} reports.
 *
 * @param endpoint where the authorization server takes events in, https (http on this machine), such as {@code
 *     https://kc.example/realms/demo/holdfast/signals}
 * @param authorization the full value of the {@code Authorization} header to send, agreed with that server
 * @param issuer what the authorization server calls this relying party: the {@code iss} of its events
 * @param audience whom they are meant for: the issuer of the tokens
 * @param perMinute most events in a minute, at least 1. Whoever replays a thousand proofs shall not make this relying party
 *     send a thousand events
 * @param queueCapacity most events that wait to be sent, at least 1
 */
public record SignalSettings(
        URI endpoint, String authorization, String issuer, String audience, int perMinute, int queueCapacity) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if the endpoint is not to be trusted, a limit is less than 1 or the header is blank
     */
    public SignalSettings {
        TrustedAddress.require(endpoint);
        if (perMinute < 1 || queueCapacity < 1) {
            throw new IllegalArgumentException("limits must be at least 1");
        }
        if (authorization.isBlank()) {
            throw new IllegalArgumentException("agree on an Authorization header with the authorization server");
        }
    }

    /** Names no header: one holds a secret. */
    @Override
    public String toString() {
        return "SignalSettings[" + issuer + " to " + endpoint + "]";
    }
}
