package dev.holdfast.dev.client;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.time.Instant;
import java.util.Date;
import java.util.UUID;

/** An EC P-256 pair that signs assertions: of a client about itself, or of an issuer about a subject. */
public final class AssertionKey {

    /** Long enough for one request, shorter than what any server refuses. */
    private static final long LIFETIME_SECONDS = 60;

    private final ECKey pair;

    private AssertionKey(ECKey pair) {
        this.pair = pair;
    }

    /** A new pair. */
    public static AssertionKey generate() {
        try {
            return new AssertionKey(new ECKeyGenerator(Curve.P_256)
                    .keyID(UUID.randomUUID().toString())
                    .algorithm(JWSAlgorithm.ES256)
                    .keyUse(KeyUse.SIGNATURE)
                    .generate());
        } catch (JOSEException impossible) {
            throw new IllegalStateException("Every Java makes P-256 keys", impossible);
        }
    }

    /** The public key as a JWK set. */
    public String jwks() {
        return new JWKSet(pair.toPublicJWK()).toString();
    }

    /**
     * A fresh assertion.
     *
     * @see <a href="https://www.rfc-editor.org/rfc/rfc7523#section-3">RFC 7523 section 3</a>
     */
    public String assertion(String issuer, String subject, URI audience) {
        Instant now = Instant.now();
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .issuer(issuer)
                .subject(subject)
                .audience(audience.toString())
                .jwtID(UUID.randomUUID().toString())
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(LIFETIME_SECONDS)))
                .build();
        SignedJWT jwt = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(pair.getKeyID()).build(), claims);
        try {
            jwt.sign(new ECDSASigner(pair));
        } catch (JOSEException impossible) {
            throw new IllegalStateException("A P-256 key signs ES256", impossible);
        }
        return jwt.serialize();
    }
}
