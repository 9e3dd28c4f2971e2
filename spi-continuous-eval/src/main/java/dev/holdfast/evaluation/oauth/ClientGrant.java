package dev.holdfast.evaluation.oauth;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where and as whom we ask for an access token (RFC 6749 section 4.4). Two that are equal share a token.
 *
 * @param tokenEndpoint the address of the token endpoint
 * @param clientId who we are there
 * @param secret our secret there, in the clear
 * @param scope what is asked for, several separated by spaces; empty for what the server gives by itself
 * @param method how the secret is shown
 */
public record ClientGrant(String tokenEndpoint, String clientId, String secret, String scope, Method method) {

    /** How a client shows its secret (RFC 6749 section 2.3.1), in the words of the IANA registry. */
    public enum Method {
        /** In the header {@code Authorization}. */
        CLIENT_SECRET_BASIC,
        /** In the body. */
        CLIENT_SECRET_POST;

        /**
         * Reads the registered name.
         *
         * @param name such as {@code client_secret_post}
         * @return the method, empty for a name that is none of these
         */
        public static Optional<Method> named(String name) {
            for (Method method : values()) {
                if (method.word().equals(name)) {
                    return Optional.of(method);
                }
            }
            return Optional.empty();
        }

        /**
         * The registered name.
         *
         * @return such as {@code client_secret_basic}
         */
        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /**
     * The header {@code Authorization} of the request.
     *
     * @return the header, empty if the secret stands in the body
     */
    public Optional<String> authorization() {
        if (method != Method.CLIENT_SECRET_BASIC) {
            return Optional.empty();
        }
        // Both parts are encoded as a form before they are joined, so that a colon in the id parts nothing.
        String pair = encoded(clientId) + ':' + encoded(secret);
        return Optional.of("Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The parameters of the request.
     *
     * @return names and values, not encoded
     */
    public Map<String, String> parameters() {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        if (!scope.isEmpty()) {
            form.put("scope", scope);
        }
        if (method == Method.CLIENT_SECRET_POST) {
            form.put("client_id", clientId);
            form.put("client_secret", secret);
        }
        return form;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Names no secret. */
    @Override
    public String toString() {
        return "ClientGrant[" + clientId + " at " + tokenEndpoint + "]";
    }
}
