package dev.holdfast.benchmarks.rp;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerifiedToken;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Token, proof and revocation of one request, ES256, with the library and with the same checks made by bare Nimbus calls. The same
 * request again and again, so neither side remembers proofs.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 5, time = 5)
@Fork(1)
public class VerificationBenchmark {

    private static final String ISSUER = "https://kc.example/realms/demo";
    private static final String AUDIENCE = "https://api.example";
    private static final String API = "https://api.example/orders";
    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

    private final Set<String> revoked = ConcurrentHashMap.newKeySet();
    private final ECKey issuerKey;
    private final ECDSAVerifier issuerVerifier;
    private final String token;
    private final String proof;
    private final RelyingParty relyingParty;

    /** Signs the token and the proof. */
    public VerificationBenchmark() {
        try {
            issuerKey = new ECKeyGenerator(Curve.P_256).keyID("k1").generate();
            issuerVerifier = new ECDSAVerifier(issuerKey.toPublicJWK());
            ECKey holder = new ECKeyGenerator(Curve.P_256).generate();
            token = sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("at+jwt"))
                            .keyID("k1")
                            .build(),
                    new JWTClaimsSet.Builder()
                            .issuer(ISSUER)
                            .audience(AUDIENCE)
                            .subject("u1")
                            .claim("azp", "ci-runner")
                            .claim("sid", "s1")
                            .jwtID("t1")
                            .claim("scope", "read write")
                            .issueTime(Date.from(NOW))
                            .expirationTime(Date.from(NOW.plusSeconds(300)))
                            .claim(
                                    "cnf",
                                    Map.of("jkt", holder.computeThumbprint().toString()))
                            .build(),
                    issuerKey);
            proof = sign(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .type(new JOSEObjectType("dpop+jwt"))
                            .jwk(holder.toPublicJWK())
                            .build(),
                    new JWTClaimsSet.Builder()
                            .jwtID("p1")
                            .claim("htm", "GET")
                            .claim("htu", API)
                            .issueTime(Date.from(NOW))
                            .claim("ath", hash(token))
                            .build(),
                    holder);
        } catch (JOSEException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
        Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
        relyingParty = new RelyingParty(
                BoundTokenVerifier.forIssuer(URI.create(ISSUER), IssuerKeys.fixed(new JWKSet(issuerKey.toPublicJWK())))
                        .audience(AUDIENCE)
                        .replayStore((proofId, expiresAt) -> true)
                        .clock(clock)
                        .build(),
                RevocationIndex.of(Duration.ofHours(1), 100_000, clock));
    }

    /** With the library. */
    @Benchmark
    public VerifiedToken library() throws VerificationException {
        return relyingParty.authorize(
                new ApiRequest("GET", URI.create(API), List.of("DPoP " + token), List.of(proof), Optional.empty()));
    }

    /** The same checks with bare Nimbus calls. */
    @Benchmark
    public JWTClaimsSet bareNimbus() throws ParseException, JOSEException, GeneralSecurityException {
        SignedJWT access = SignedJWT.parse(token);
        JWTClaimsSet claims = access.getJWTClaimsSet();
        require("at+jwt".equals(access.getHeader().getType().getType())
                && JWSAlgorithm.ES256.equals(access.getHeader().getAlgorithm())
                && "k1".equals(access.getHeader().getKeyID())
                && access.verify(issuerVerifier)
                && ISSUER.equals(claims.getIssuer())
                && claims.getAudience().contains(AUDIENCE)
                && claims.getExpirationTime().toInstant().isAfter(NOW));
        SignedJWT shown = SignedJWT.parse(proof);
        JWTClaimsSet proven = shown.getJWTClaimsSet();
        ECKey key = shown.getHeader().getJWK().toECKey();
        require("dpop+jwt".equals(shown.getHeader().getType().getType())
                && JWSAlgorithm.ES256.equals(shown.getHeader().getAlgorithm())
                && !key.isPrivate()
                && shown.verify(new ECDSAVerifier(key))
                && "GET".equals(proven.getStringClaim("htm"))
                && URI.create(API).equals(URI.create(proven.getStringClaim("htu")))
                && Math.abs(Duration.between(proven.getIssueTime().toInstant(), NOW)
                                .toSeconds())
                        < 60
                && proven.getJWTID() != null
                && hash(token).equals(proven.getStringClaim("ath"))
                && key.computeThumbprint()
                        .toString()
                        .equals(claims.getJSONObjectClaim("cnf").get("jkt")));
        require(!revoked.contains(claims.getStringClaim("sid")) && !revoked.contains(claims.getSubject()));
        return claims;
    }

    private static void require(boolean holds) {
        if (!holds) {
            throw new IllegalStateException("The measured request is refused");
        }
    }

    private static String sign(JWSHeader header, JWTClaimsSet claims, ECKey key) throws JOSEException {
        SignedJWT jwt = new SignedJWT(header, claims);
        jwt.sign(new ECDSASigner(key));
        return jwt.serialize();
    }

    private static String hash(String text) throws GeneralSecurityException {
        return Base64URL.encode(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII)))
                .toString();
    }
}
