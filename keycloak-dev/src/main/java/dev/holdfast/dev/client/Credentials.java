package dev.holdfast.dev.client;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A client's id and secret.
 *
 * @param secret never printed by {@link #toString}
 */
public record Credentials(String clientId, String secret) {

    /**
     * The value of an {@code Authorization} header.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc6749#section-2.3.1">RFC 6749 section 2.3.1</a>
     */
    String basic() {
        String pair = Http.encode(clientId) + ":" + Http.encode(secret);
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "Credentials[" + clientId + "]";
    }
}
