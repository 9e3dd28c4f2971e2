package dev.holdfast.dev.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A DPoP proof before it is signed. {@link #of} is a correct one; every other method may bend it, as tests and thieves
 * do.
 *
 * @param type of the header, {@code dpop+jwt} in a correct one
 * @param claims of the payload
 * @param shownKey the key that the header shows, if it is not the one that signs
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-4.2">RFC 9449 section 4.2</a>
 */
public record DpopProof(String type, Map<String, Object> claims, Optional<DpopKey> shownKey) {

    /** A correct proof, of now, with an identifier of its own. */
    public static DpopProof of(String method, URI uri) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("htm", method);
        claims.put("htu", withoutQuery(uri));
        claims.put("iat", Instant.now().getEpochSecond());
        return new DpopProof("dpop+jwt", claims, Optional.empty());
    }

    /** With the hash of the access token that it accompanies. */
    public DpopProof withAccessToken(String accessToken) {
        return with("ath", sha256(accessToken));
    }

    /** With another instant of issue; servers know it in whole seconds. */
    public DpopProof withIssuedAt(Instant instant) {
        return with("iat", instant.getEpochSecond());
    }

    /** With another type in the header. */
    public DpopProof withType(String otherType) {
        return new DpopProof(otherType, claims, shownKey);
    }

    /** Showing a key other than the one that signs. */
    public DpopProof showing(DpopKey key) {
        return new DpopProof(type, claims, Optional.of(key));
    }

    /** With one claim set, or left out if the value is {@code null}. */
    public DpopProof with(String claim, @Nullable Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(claims);
        if (value == null) {
            changed.remove(claim);
        } else {
            changed.put(claim, value);
        }
        return new DpopProof(type, changed, shownKey);
    }

    /** Signs it. */
    public String signedBy(DpopKey key) {
        JWSHeader header = new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType(type))
                .jwk(shownKey.orElse(key).pair().toPublicJWK())
                .build();
        JWTClaimsSet.Builder payload = new JWTClaimsSet.Builder();
        claims.forEach(payload::claim);
        SignedJWT jwt = new SignedJWT(header, payload.build());
        try {
            jwt.sign(new ECDSASigner(key.pair()));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("A P-256 key signs ES256", impossible);
        }
        return jwt.serialize();
    }

    private static String withoutQuery(URI uri) {
        String text = uri.toString();
        int end = text.indexOf('?');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String sha256(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(hash);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java has SHA-256", impossible);
        }
    }
}
