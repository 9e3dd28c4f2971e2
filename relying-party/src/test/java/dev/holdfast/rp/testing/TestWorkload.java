package dev.holdfast.rp.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.events.KeyThumbprint;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.UUID;

/** A workload that holds a DPoP key. */
public final class TestWorkload {

    private final ECKey key;

    /** A workload with a key of its own. */
    public TestWorkload() {
        try {
            this.key = new ECKeyGenerator(Curve.P_256).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The key, with its private part. */
    public ECKey key() {
        return key;
    }

    /** The thumbprint of the key. */
    public KeyThumbprint thumbprint() {
        try {
            return KeyThumbprint.dpop(key.computeThumbprint().toString());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The {@code cnf} claim that binds a token to the key, as Keycloak writes it. */
    public Map<String, Object> confirmation() {
        return Map.of("jkt", thumbprint().value(), "kc-jkt-type", "access_token");
    }

    /** A good proof for one request. */
    public JwtBuilder proof(String method, String uri, String accessToken, Instant issuedAt) {
        return new JwtBuilder("dpop+jwt", JWSAlgorithm.ES256, key)
                .header("jwk", key.toPublicJWK().toJSONObject())
                .claim("jti", UUID.randomUUID().toString())
                .claim("htm", method)
                .claim("htu", uri)
                .claim("iat", issuedAt.getEpochSecond())
                .claim("ath", hash(accessToken));
    }

    /** The {@code ath} of a text. */
    public static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
