package dev.holdfast.binding.keycloak.proof;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.keycloak.common.util.Base64Url;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyType;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.jose.jwk.JWK;
import org.keycloak.util.JWKSUtils;
import org.keycloak.util.JsonSerialization;

/**
 * Whether a text can be a DPoP proof at all. Refuses what Keycloak would stumble over, and what it is too lenient with;
 * type, signature, method, address and single use are Keycloak's to verify, after this.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449 section 4.2</a>
 */
final class ProofShape {

    /**
     * Keycloak accepts a proof for 25 s (10 s of life, 15 s of skew) but answers 500 to one of exactly 25 s. The second
     * in between is left for the way from here to there.
     */
    static final long OLDEST_SECONDS = 23;

    /** RFC 7518 sections 3.3 and 3.5. */
    private static final int SMALLEST_RSA_BITS = 2048;

    /** The algorithms that Keycloak knows and that are not MACs, RFC 7518 section 3.1 and RFC 8037 section 3.1. */
    private static final Map<String, String> KEY_TYPES = Map.of(
            Algorithm.ES256, KeyType.EC,
            Algorithm.ES384, KeyType.EC,
            Algorithm.ES512, KeyType.EC,
            Algorithm.RS256, KeyType.RSA,
            Algorithm.RS384, KeyType.RSA,
            Algorithm.RS512, KeyType.RSA,
            Algorithm.PS256, KeyType.RSA,
            Algorithm.PS384, KeyType.RSA,
            Algorithm.PS512, KeyType.RSA,
            Algorithm.EdDSA, KeyType.OKP);

    private ProofShape() {}

    /**
     * Looks at one value of the header.
     *
     * @param proof the value, anything
     * @param nowSeconds the time in seconds since 1970
     * @return what is wrong with it, in words that repeat nothing of it; empty if Keycloak can go on
     */
    static Optional<String> complaint(String proof, long nowSeconds) {
        String[] parts = proof.split("\\.", -1);
        if (parts.length != 3) {
            return Optional.of("DPoP proof is not one signed JWT");
        }
        try {
            JsonNode header = read(parts[0]);
            JsonNode claims = read(parts[1]);
            if (!header.isObject() || !claims.isObject()) {
                return Optional.of("DPoP proof is not made of JSON objects");
            }
            return ofHeader(header).or(() -> ofClaims(claims, nowSeconds));
        } catch (IOException | IllegalArgumentException unreadable) {
            return Optional.of("DPoP proof cannot be read");
        }
    }

    private static Optional<String> ofHeader(JsonNode header) {
        if (header.has("crit")) {
            // RFC 7515 section 4.1.11: whoever understands none of the extensions refuses all of them.
            return Optional.of("DPoP proof demands extensions that are not supported");
        }
        String algorithm = header.path("alg").asText();
        return isUsable(header.path("jwk"), algorithm)
                ? Optional.empty()
                : Optional.of("DPoP proof shows no key that can be used");
    }

    /** Keycloak's own reading of the key, whose exceptions it does not expect itself. */
    private static boolean isUsable(JsonNode jwk, String algorithm) {
        try {
            JWK key = JsonSerialization.mapper.treeToValue(jwk, JWK.class);
            KeyWrapper wrapped = key == null ? null : JWKSUtils.getKeyWrapper(key);
            return wrapped != null
                    && KEY_TYPES.getOrDefault(algorithm, "").equals(wrapped.getType())
                    && JWKSUtils.computeThumbprint(key) != null
                    && !(wrapped.getPublicKey() instanceof RSAPublicKey rsa
                            && rsa.getModulus().bitLength() < SMALLEST_RSA_BITS);
        } catch (IOException | RuntimeException unusable) {
            return false;
        }
    }

    private static Optional<String> ofClaims(JsonNode claims, long nowSeconds) {
        for (String name : List.of("jti", "htm", "htu")) {
            if (!claims.path(name).isTextual() || claims.path(name).asText().isBlank()) {
                return Optional.of("DPoP proof has no " + name);
            }
        }
        JsonNode issued = claims.path("iat");
        if (!issued.isNumber()) {
            return Optional.of("DPoP proof has no iat");
        }
        return nowSeconds - Math.floor(issued.doubleValue()) > OLDEST_SECONDS
                ? Optional.of("DPoP proof is too old")
                : Optional.empty();
    }

    private static JsonNode read(String part) throws IOException {
        return JsonSerialization.mapper.readTree(Base64Url.decode(part));
    }
}
