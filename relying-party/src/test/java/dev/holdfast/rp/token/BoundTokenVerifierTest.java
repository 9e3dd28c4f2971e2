package dev.holdfast.rp.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JWSAlgorithm;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.testing.JwtBuilder;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9068: which access tokens are accepted, leaving their binding aside. */
class BoundTokenVerifierTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestIssuer STRANGER = new TestIssuer();

    private final TestClock clock = new TestClock();
    private final TestWorkload workload = new TestWorkload();

    private BoundTokenVerifierBuilder builder() {
        return BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                .audience(TestIssuer.AUDIENCE)
                .clock(clock);
    }

    private JwtBuilder token() {
        return ISSUER.accessToken(clock.instant()).claim("cnf", workload.confirmation());
    }

    private ApiRequest request(String token) {
        String proof = workload.proof("GET", "https://api.example/a", token, clock.instant())
                .sign();
        return new ApiRequest(
                "GET", URI.create("https://api.example/a"), List.of("DPoP " + token), List.of(proof), Optional.empty());
    }

    private Optional<Reason> refusal(BoundTokenVerifier verifier, String token) {
        try {
            verifier.verify(request(token));
            return Optional.empty();
        } catch (VerificationException e) {
            assertThat(e.getMessage() + e.challenge()).doesNotContain(token);
            return Optional.of(e.reason());
        }
    }

    @Test
    void verify_goodToken_saysWhoAndForWhat() throws VerificationException {
        VerifiedToken token = builder().build().verify(request(token().sign()));
        assertThat(token.issuer()).isEqualTo(TestIssuer.ISSUER.toString());
        assertThat(token.subject()).isEqualTo("u1");
        assertThat(token.clientId()).isEqualTo("ci-runner");
        assertThat(token.sessionId()).contains("s1");
        assertThat(token.audience()).containsExactly(TestIssuer.AUDIENCE);
        assertThat(token.scopes()).containsExactlyInAnyOrder("read", "write");
        assertThat(token.keys()).containsExactly(workload.thumbprint());
        assertThat(token.issuedAt()).isEqualTo(clock.instant());
        assertThat(token.claims()).containsKey("cnf");
    }

    static Stream<Arguments> badTokens() {
        long now = new TestClock().instant().getEpochSecond();
        return Stream.of(
                bad(Reason.TOKEN_TYPE, token -> token.header("typ", "JWT")),
                bad(Reason.TOKEN_TYPE, token -> token.header("typ", "logout+jwt")),
                bad(Reason.TOKEN_TYPE, token -> token.withoutHeader("typ")),
                bad(Reason.TOKEN_TYPE, token -> token.claim("typ", "ID")),
                bad(
                        Reason.TOKEN_ALGORITHM,
                        token ->
                                token.signedBy(ISSUER.key(), JWSAlgorithm.ES256).header("alg", "ES384")),
                bad(Reason.TOKEN_SIGNATURE, token -> token.signedBy(STRANGER.key(), JWSAlgorithm.ES256)),
                bad(Reason.TOKEN_SIGNATURE, token -> token.header("kid", "another")),
                bad(
                        Reason.TOKEN_SIGNATURE,
                        token -> token.header("crit", List.of("exp")).header("exp", 1)),
                bad(Reason.TOKEN_ISSUER, token -> token.claim("iss", "https://kc.example/realms/other")),
                bad(Reason.TOKEN_ISSUER, token -> token.claim("iss", TestIssuer.ISSUER + "/")),
                bad(Reason.TOKEN_AUDIENCE, token -> token.claim("aud", "https://other.example")),
                bad(Reason.TOKEN_AUDIENCE, token -> token.claim("aud", List.of())),
                bad(Reason.TOKEN_AUDIENCE, token -> token.without("aud")),
                bad(Reason.TOKEN_MALFORMED, token -> token.claim("aud", List.of(TestIssuer.AUDIENCE, 7))),
                bad(Reason.TOKEN_MALFORMED, token -> token.claim("client_id", "someone-else")),
                bad(Reason.TOKEN_MALFORMED, token -> token.claim("sid", "")),
                bad(Reason.TOKEN_MALFORMED, token -> token.claim("exp", "soon")),
                bad(Reason.TOKEN_MALFORMED, token -> token.claim("iat", -1)),
                bad(Reason.TOKEN_MALFORMED, token -> token.claim("scope", List.of("read"))),
                bad(Reason.TOKEN_CLAIM_MISSING, token -> token.without("iss")),
                bad(Reason.TOKEN_CLAIM_MISSING, token -> token.without("sub")),
                bad(Reason.TOKEN_CLAIM_MISSING, token -> token.without("azp")),
                bad(Reason.TOKEN_CLAIM_MISSING, token -> token.without("jti")),
                bad(Reason.TOKEN_CLAIM_MISSING, token -> token.without("iat")),
                bad(Reason.TOKEN_CLAIM_MISSING, token -> token.without("exp")),
                bad(Reason.TOKEN_EXPIRED, token -> token.claim("iat", now - 300).claim("exp", now - 10)),
                bad(Reason.TOKEN_NOT_YET_VALID, token -> token.claim("iat", now + 11)),
                bad(Reason.TOKEN_NOT_YET_VALID, token -> token.claim("nbf", now + 11)),
                bad(Reason.TOKEN_LIFETIME, token -> token.claim("exp", now + 3601)));
    }

    private static Arguments bad(Reason reason, UnaryOperator<JwtBuilder> change) {
        return arguments(reason, change);
    }

    @ParameterizedTest
    @MethodSource("badTokens")
    void verify_badToken_isRefused(Reason reason, UnaryOperator<JwtBuilder> change) {
        assertThat(refusal(builder().build(), change.apply(token()).sign())).contains(reason);
    }

    static Stream<UnaryOperator<JwtBuilder>> goodTokens() {
        long now = new TestClock().instant().getEpochSecond();
        return Stream.of(
                token -> token.header("typ", "AT+JWT"),
                token -> token.header("typ", "application/at+jwt"),
                token -> token.withoutHeader("kid"),
                token -> token.claim("aud", List.of("https://other.example", TestIssuer.AUDIENCE)),
                token -> token.without("azp").claim("client_id", "ci-runner"),
                token -> token.without("sid").claim("scope", ""),
                token -> token.claim("typ", "DPoP").claim("anything", Map.of("a", 1)),
                token -> token.claim("iat", now - 300).claim("exp", now - 9),
                token -> token.claim("iat", now + 10).claim("nbf", now + 10));
    }

    @ParameterizedTest
    @MethodSource("goodTokens")
    void verify_tokenWithinTheRules_isAccepted(UnaryOperator<JwtBuilder> change) {
        assertThat(refusal(builder().build(), change.apply(token()).sign())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "nOnE", "None", ""})
    void verify_unsignedToken_isMalformed(String alg) {
        assertThat(refusal(builder().build(), token().unsigned(alg))).contains(Reason.TOKEN_MALFORMED);
        assertThat(refusal(builder().build(), token().unsigned(alg) + "AAAA")).isPresent();
    }

    @Test
    void verify_macWithThePublicKeyAsSecret_isRefused() {
        byte[] publicKey = ISSUER.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(builder().build(), token().signWithMac(publicKey))).contains(Reason.TOKEN_ALGORITHM);
    }

    @Test
    void verify_securityEventAsToken_isRefused() {
        String event = ISSUER.securityEvent(EventType.SESSION_REVOKED, new Opaque("s1"), clock.instant())
                .sign();
        assertThat(refusal(builder().allowTypeJwt().build(), event)).contains(Reason.TOKEN_TYPE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a.b", "a.b.c.d", "a.b.c.d.e", "a..c", "e30.e30.AA", "ä.b.c", "a.b.c,a.b.c"})
    void verify_noCompactJws_isMalformed(String token) {
        assertThat(refusal(builder().build(), token)).contains(Reason.TOKEN_MALFORMED);
    }

    @Test
    void verify_typeJwt_isAcceptedOnlyWhenAllowed() {
        String token = token().header("typ", "JWT").claim("typ", "DPoP").sign();
        assertThat(refusal(builder().build(), token)).contains(Reason.TOKEN_TYPE);
        assertThat(refusal(builder().allowTypeJwt().build(), token)).isEmpty();
        String idToken = token().header("typ", "JWT").claim("typ", "ID").sign();
        assertThat(refusal(builder().allowTypeJwt().build(), idToken)).contains(Reason.TOKEN_TYPE);
    }

    @Test
    void build_unsetOrOutOfRange_isRefused() {
        BoundTokenVerifierBuilder noAudience = BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys());
        assertThatThrownBy(noAudience::build).isInstanceOf(IllegalStateException.class);
        for (String algorithm : List.of("none", "HS256", "es256")) {
            assertThatThrownBy(() -> builder().proofAlgorithms(Set.of(algorithm)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> builder().tokenAlgorithms(Set.of())).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().clockSkew(Duration.ofSeconds(61)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> builder().proofLifetime(Duration.ofSeconds(301)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, URI.create("http://kc.example/jwks")))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
