package dev.holdfast.rp.testing;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.rp.jwt.IssuerKeys;
import java.net.URI;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/** A Keycloak realm in miniature: issues access tokens and transmits security events. */
public final class TestIssuer {

    /** The realm. */
    public static final URI ISSUER = URI.create("https://kc.example/realms/demo");
    /** The audience of its tokens and events. */
    public static final String AUDIENCE = "https://api.example";

    private final URI issuer;
    private final ECKey key;

    /** The realm at {@link #ISSUER}. */
    public TestIssuer() {
        this(ISSUER);
    }

    /** A realm with a key of its own. */
    public TestIssuer(URI issuer) {
        this.issuer = issuer;
        try {
            this.key = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The signing key, with its private part. */
    public ECKey key() {
        return key;
    }

    /** The public keys. */
    public IssuerKeys keys() {
        return IssuerKeys.fixed(new JWKSet(key));
    }

    /** A good access token of session {@code s1}, bound to nothing yet, good for 5 minutes. */
    public JwtBuilder accessToken(Instant issuedAt) {
        return new JwtBuilder("at+jwt", JWSAlgorithm.ES256, key)
                .header("kid", key.getKeyID())
                .claim("iss", issuer.toString())
                .claim("aud", AUDIENCE)
                .claim("sub", "u1")
                .claim("azp", "ci-runner")
                .claim("sid", "s1")
                .claim("jti", UUID.randomUUID().toString())
                .claim("scope", "read write")
                .claim("iat", issuedAt.getEpochSecond())
                .claim("exp", issuedAt.getEpochSecond() + 300);
    }

    /** A good security event, said to have happened in the second it was signed. */
    public JwtBuilder securityEvent(EventType type, SubjectIdentifier subject, Instant issuedAt) {
        return new JwtBuilder("secevent+jwt", JWSAlgorithm.ES256, key)
                .header("kid", key.getKeyID())
                .claim("iss", issuer.toString())
                .claim("aud", AUDIENCE)
                .claim("jti", UUID.randomUUID().toString())
                .claim("iat", issuedAt.getEpochSecond())
                .claim("txn", "t1")
                .claim("sub_id", subject.toMap())
                .claim("events", Map.of(type.uri(), Map.of("event_timestamp", issuedAt.getEpochSecond())));
    }
}
