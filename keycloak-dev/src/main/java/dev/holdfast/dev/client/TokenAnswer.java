package dev.holdfast.dev.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * What a token endpoint answered. Fields that the answer lacks are empty texts, zero durations and missing nodes.
 *
 * @param error the code of a refusal, as in {@code invalid_grant}
 * @param accessToken never printed by {@link #toString}; neither is the refresh token
 * @param accessClaims the payload of the access token, unverified
 * @param refreshClaims the payload of the refresh token, unverified
 * @param idClaims the payload of the ID token, unverified
 */
public record TokenAnswer(
        int status,
        String error,
        String errorDescription,
        String accessToken,
        String refreshToken,
        String tokenType,
        Duration expiresIn,
        Duration refreshExpiresIn,
        HttpHeaders headers,
        JsonNode accessClaims,
        JsonNode refreshClaims,
        JsonNode idClaims) {

    /** Nothing yet. */
    public static final TokenAnswer NONE = of(new HttpAnswer(0, HttpHeaders.of(Map.of(), (name, value) -> true), ""));

    static TokenAnswer of(HttpAnswer answer) {
        JsonNode body = answer.json();
        String access = body.path("access_token").asText();
        String refresh = body.path("refresh_token").asText();
        return new TokenAnswer(
                answer.status(),
                body.path("error").asText(),
                body.path("error_description").asText(),
                access,
                refresh,
                body.path("token_type").asText(),
                Duration.ofSeconds(body.path("expires_in").asLong()),
                Duration.ofSeconds(body.path("refresh_expires_in").asLong()),
                answer.headers(),
                claims(access),
                claims(refresh),
                claims(body.path("id_token").asText()));
    }

    /** Whether tokens were issued. */
    public boolean isIssued() {
        return status == 200 && !accessToken.isEmpty();
    }

    /** The thumbprint of the key that the access token is bound to, or an empty text. */
    public String boundTo() {
        return accessClaims.path("cnf").path("jkt").asText();
    }

    /** The thumbprint of the key that the refresh token is bound to, or an empty text. */
    public String refreshBoundTo() {
        return refreshClaims.path("cnf").path("jkt").asText();
    }

    /** The thumbprint of the certificate that the access token is bound to, or an empty text. */
    public String boundToCertificate() {
        return accessClaims.path("cnf").path("x5t#S256").asText();
    }

    /** The thumbprint of the certificate that the refresh token is bound to, or an empty text. */
    public String refreshBoundToCertificate() {
        return refreshClaims.path("cnf").path("x5t#S256").asText();
    }

    /** The session, or an empty text for a token without one. */
    public String session() {
        return accessClaims.path("sid").asText();
    }

    /** How long the access token lives from its issue, by its own claims. */
    public Duration accessLifetime() {
        return lifetime(accessClaims);
    }

    /** How long the refresh token lives from its issue, by its own claims. */
    public Duration refreshLifetime() {
        return lifetime(refreshClaims);
    }

    /** How long the ID token lives from its issue, by its own claims. */
    public Duration idLifetime() {
        return lifetime(idClaims);
    }

    private static Duration lifetime(JsonNode claims) {
        return Duration.ofSeconds(
                claims.path("exp").asLong() - claims.path("iat").asLong());
    }

    /** The nonce that the next proof must carry. */
    public Optional<String> nonce() {
        return headers.firstValue("DPoP-Nonce");
    }

    /** The status and what came with it, short enough for one line: {@code 400 invalid_grant}. */
    public String summary() {
        return isIssued()
                ? status + " " + tokenType + ", " + expiresIn.toSeconds() + " s"
                : (status + " " + error).strip();
    }

    @Override
    public String toString() {
        return "TokenAnswer[" + summary() + "]";
    }

    private static JsonNode claims(String jwt) {
        String[] parts = jwt.split("\\.", -1);
        if (parts.length != 3) {
            return MissingNode.getInstance();
        }
        return Json.read(new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8));
    }
}
