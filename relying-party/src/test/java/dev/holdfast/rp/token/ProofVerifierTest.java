package dev.holdfast.rp.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.OctetSequenceKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.oauth2.sdk.dpop.DefaultDPoPProofFactory;
import com.nimbusds.oauth2.sdk.token.DPoPAccessToken;
import dev.holdfast.rp.testing.JwtBuilder;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 sections 4.3 and 7: which proofs are good for a token that is bound to a key. */
class ProofVerifierTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestWorkload WORKLOAD = new TestWorkload();
    private static final TestWorkload THIEF = new TestWorkload();
    private static final String API = "https://api.example/a";

    private final TestClock clock = new TestClock();
    private final BoundTokenVerifier verifier = builder().build();
    private final String token = token(WORKLOAD.confirmation());

    private BoundTokenVerifierBuilder builder() {
        return BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                .audience(TestIssuer.AUDIENCE)
                .clock(clock);
    }

    private String token(Object confirmation) {
        return ISSUER.accessToken(clock.instant()).claim("cnf", confirmation).sign();
    }

    private JwtBuilder proof() {
        return WORKLOAD.proof("GET", API, token, clock.instant());
    }

    private static ApiRequest request(List<String> authorization, List<String> dpop) {
        return new ApiRequest("GET", URI.create(API + "?q=1"), authorization, dpop, Optional.empty());
    }

    private static Optional<Reason> refusal(BoundTokenVerifier verifier, ApiRequest request) {
        try {
            verifier.verify(request);
            return Optional.empty();
        } catch (VerificationException e) {
            return Optional.of(e.reason());
        }
    }

    private Optional<Reason> refusalOfProof(String proof) {
        return refusal(verifier, request(List.of("DPoP " + token), List.of(proof)));
    }

    static Stream<Arguments> badProofs() throws JOSEException {
        long now = new TestClock().instant().getEpochSecond();
        RSAKey weak = new RSAKeyGenerator(1024, true).generate();
        var p384 = new ECKeyGenerator(Curve.P_384).generate();
        return Stream.of(
                bad("DP-01", Reason.PROOF_TYPE, proof -> proof.withoutHeader("typ")),
                bad("DP-20", Reason.PROOF_TYPE, proof -> proof.header("typ", "JWT")),
                bad("DP-20", Reason.PROOF_TYPE, proof -> proof.header("typ", "at+jwt")),
                bad("DP-01", Reason.PROOF_MALFORMED, proof -> proof.withoutHeader("jwk")),
                bad("DP-01", Reason.PROOF_MALFORMED, proof -> proof.withoutHeader("alg")),
                bad(
                        "DP-03",
                        Reason.PROOF_MALFORMED,
                        proof -> proof.header("jwk", WORKLOAD.key().toJSONObject())),
                bad(
                        "DP-03",
                        Reason.PROOF_MALFORMED,
                        proof -> proof.header(
                                "jwk",
                                new OctetSequenceKey.Builder(new byte[32])
                                        .build()
                                        .toJSONObject())),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.without("jti")),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.without("htm")),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.without("htu")),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.without("iat")),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.claim("jti", "")),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.claim("jti", 7)),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.claim("iat", String.valueOf(now))),
                bad("DP-04", Reason.PROOF_MALFORMED, proof -> proof.claim("htu", List.of(API))),
                bad("DP-05", Reason.PROOF_MALFORMED, proof -> proof.without("ath")),
                bad("DP-05", Reason.PROOF_TOKEN_HASH, proof -> proof.claim("ath", TestWorkload.hash("another"))),
                bad("DP-05", Reason.PROOF_TOKEN_HASH, proof -> proof.claim("ath", TestWorkload.hash("x") + "=")),
                bad("DP-09", Reason.PROOF_ALGORITHM, proof -> proof.header("alg", "RS256")),
                bad("DP-09", Reason.PROOF_ALGORITHM, proof -> proof.signedBy(p384, JWSAlgorithm.ES384)),
                bad(
                        "DP-09",
                        Reason.PROOF_SIGNATURE,
                        proof -> proof.header("jwk", p384.toPublicJWK().toJSONObject())),
                bad(
                        "DP-09",
                        Reason.PROOF_SIGNATURE,
                        proof -> proof.header("jwk", weak.toPublicJWK().toJSONObject())),
                bad(
                        "DP-09",
                        Reason.PROOF_SIGNATURE,
                        proof -> proof.signedBy(weak, JWSAlgorithm.PS256)
                                .header("jwk", weak.toPublicJWK().toJSONObject())),
                bad("DP-10", Reason.PROOF_SIGNATURE, proof -> proof.signedBy(THIEF.key(), JWSAlgorithm.ES256)),
                bad("DP-11", Reason.PROOF_METHOD, proof -> proof.claim("htm", "get")),
                bad("DP-11", Reason.PROOF_METHOD, proof -> proof.claim("htm", "POST")),
                bad("DP-12", Reason.PROOF_URI, proof -> proof.claim("htu", "https://api.example/b")),
                bad("DP-12", Reason.PROOF_URI, proof -> proof.claim("htu", "http://api.example/a")),
                bad("DP-12", Reason.PROOF_URI, proof -> proof.claim("htu", "/a")),
                bad("DP-13", Reason.PROOF_URI, proof -> proof.claim("htu", API + "/")),
                bad("DP-14", Reason.PROOF_TIME, proof -> proof.claim("iat", now + 11)),
                bad("DP-14", Reason.PROOF_TIME, proof -> proof.claim("iat", now - 70)),
                bad("DP-14", Reason.PROOF_TIME, proof -> proof.claim("iat", 0)),
                bad("DP-14", Reason.PROOF_MALFORMED, proof -> proof.claim("iat", Long.MAX_VALUE)),
                bad("DP-14", Reason.PROOF_MALFORMED, proof -> proof.claim("iat", Long.MIN_VALUE)),
                bad("DP-14", Reason.PROOF_MALFORMED, proof -> proof.claim("iat", 1e300)),
                bad(
                        "DP-15",
                        Reason.KEY_MISMATCH,
                        proof -> proof.signedBy(THIEF.key(), JWSAlgorithm.ES256)
                                .header("jwk", THIEF.key().toPublicJWK().toJSONObject())),
                bad("DP-18", Reason.PROOF_MALFORMED, proof -> proof.claim("jti", "j".repeat(257))),
                bad("DP-18", Reason.PROOF_MALFORMED, proof -> proof.claim("jti", "j".repeat(1_000_000))),
                bad(
                        "DP-22",
                        Reason.PROOF_SIGNATURE,
                        proof -> proof.header("crit", List.of("x")).header("x", 1)));
    }

    private static Arguments bad(String row, Reason reason, UnaryOperator<JwtBuilder> change) {
        return arguments(row, reason, change);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badProofs")
    void verify_badProof_isRefused(String row, Reason reason, UnaryOperator<JwtBuilder> change) {
        assertThat(refusalOfProof(change.apply(proof()).sign())).as(row).contains(reason);
    }

    static Stream<UnaryOperator<JwtBuilder>> goodProofs() {
        long now = new TestClock().instant().getEpochSecond();
        return Stream.of(
                proof -> proof.claim("htu", API + "?other=2#top"),
                proof -> proof.claim("htu", "HTTPS://API.example:443/x/../a"),
                proof -> proof.claim("iat", now + 10),
                proof -> proof.claim("iat", now - 69),
                proof -> proof.claim("iat", now - 0.5),
                proof -> proof.claim("nonce", "of-the-authorization-server").claim("extra", true),
                proof -> proof.header("typ", "DPOP+JWT"),
                proof -> proof.header("kid", "k").header("jku", "https://evil.example/jwks"),
                proof -> proof.claim("jti", "j".repeat(256)));
    }

    @ParameterizedTest
    @MethodSource("goodProofs")
    void verify_proofWithinTheRules_isAccepted(UnaryOperator<JwtBuilder> change) {
        assertThat(refusalOfProof(change.apply(proof()).sign())).isEmpty();
    }

    @Test
    void verify_proofMadeByNimbus_isAccepted() throws JOSEException {
        BoundTokenVerifier now = builder().clock(Clock.systemUTC()).build();
        String fresh = ISSUER.accessToken(Clock.systemUTC().instant())
                .claim("cnf", WORKLOAD.confirmation())
                .sign();
        String proof = new DefaultDPoPProofFactory(WORKLOAD.key(), JWSAlgorithm.ES256)
                .createDPoPJWT("GET", URI.create(API), new DPoPAccessToken(fresh))
                .serialize();
        assertThat(refusal(now, request(List.of("DPoP " + fresh), List.of(proof))))
                .isEmpty();
    }

    @Test
    void verify_proofWithoutOrWithSymmetricSignature_isRefused() {
        byte[] publicKey = WORKLOAD.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertThat(refusalOfProof(proof().signWithMac(publicKey))).contains(Reason.PROOF_ALGORITHM);
        assertThat(refusalOfProof(proof().unsigned("none"))).contains(Reason.PROOF_MALFORMED);
        assertThat(refusalOfProof(proof().unsigned("nOnE") + "AAAA")).isPresent();
    }

    @Test
    void verify_severalProofs_areRefused() {
        String one = proof().sign();
        String other = proof().sign();
        assertThat(refusal(verifier, request(List.of("DPoP " + token), List.of(one, other))))
                .contains(Reason.SEVERAL_PROOFS);
        assertThat(refusalOfProof(one + ", " + other)).contains(Reason.PROOF_MALFORMED);
        assertThat(refusal(verifier, request(List.of("DPoP " + token), List.of())))
                .contains(Reason.PROOF_MISSING);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a.b", "a.b.c.d", "a.b.c.d.e"})
    void verify_noJwtAsProof_isMalformed(String proof) {
        assertThat(refusalOfProof(proof)).contains(Reason.PROOF_MALFORMED);
    }

    @Test
    void verify_proofUsedTwice_isRefusedUntilItIsTooOld() {
        String proof =
                proof().claim("iat", clock.instant().getEpochSecond() + 10).sign();
        assertThat(refusalOfProof(proof)).isEmpty();
        assertThat(refusalOfProof(proof)).contains(Reason.PROOF_REPLAYED);
        clock.advance(Duration.ofSeconds(79));
        assertThat(refusalOfProof(proof)).contains(Reason.PROOF_REPLAYED);
        clock.advance(Duration.ofSeconds(1));
        assertThat(refusalOfProof(proof)).contains(Reason.PROOF_TIME);
    }

    @Test
    void verify_sameJtiOfAnotherKey_isAccepted() {
        TestWorkload sibling = new TestWorkload();
        String other = token(sibling.confirmation());
        assertThat(refusalOfProof(proof().claim("jti", "j").sign())).isEmpty();
        String proof = sibling.proof("GET", API, other, clock.instant())
                .claim("jti", "j")
                .sign();
        assertThat(refusal(verifier, request(List.of("DPoP " + other), List.of(proof))))
                .isEmpty();
    }

    @Test
    void verify_badProof_doesNotBurnTheJti() {
        String bad = proof().claim("jti", "j")
                .claim("ath", TestWorkload.hash("another"))
                .sign();
        assertThat(refusalOfProof(bad)).contains(Reason.PROOF_TOKEN_HASH);
        assertThat(refusalOfProof(proof().claim("jti", "j").sign())).isEmpty();
    }
}
