package dev.holdfast.rp.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.rp.event.EventException.Code;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.testing.JwtBuilder;
import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecurityEventVerifierTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestIssuer STRANGER = new TestIssuer();
    private static final Instant NOW = TestClock.START;
    private static final String REVOKED = EventType.SESSION_REVOKED.uri();

    private final SecurityEventVerifier verifier = verifier(ISSUER.keys());

    private static SecurityEventVerifier verifier(IssuerKeys keys) {
        return SecurityEventVerifier.forTransmitter(TestIssuer.ISSUER, keys, TestIssuer.AUDIENCE, new TestClock());
    }

    private static JwtBuilder event() {
        return ISSUER.securityEvent(EventType.SESSION_REVOKED, new Opaque("s1"), NOW);
    }

    private Code refusal(String set) {
        EventException e = catchThrowableOfType(EventException.class, () -> verifier.verify(set));
        assertThat(e.description()).doesNotContain("s1");
        return e.code();
    }

    @Test
    void verify_goodEvent_saysWhatAndAboutWhom() throws EventException {
        VerifiedEvent event = verifier.verify(event().claim("jti", "j1").sign());
        assertThat(event.issuer()).isEqualTo(TestIssuer.ISSUER.toString());
        assertThat(event.id()).isEqualTo("j1");
        assertThat(event.transactionId()).contains("t1");
        assertThat(event.type()).contains(EventType.SESSION_REVOKED);
        assertThat(event.typeUri()).isEqualTo(REVOKED);
        assertThat(event.subject()).isEqualTo(new Opaque("s1"));
        assertThat(event.eventTime()).isEqualTo(NOW);
        assertThat(event.verificationState()).isEmpty();
    }

    @Test
    void verify_eventTimestamp_isTheTimeElseIat() throws EventException {
        Map<String, Object> earlier = Map.of(REVOKED, Map.of("event_timestamp", NOW.getEpochSecond() - 60));
        assertThat(verifier.verify(event().claim("events", earlier).sign()).eventTime())
                .isEqualTo(NOW.minusSeconds(60));
        assertThat(verifier.verify(event().claim("events", Map.of(REVOKED, Map.of()))
                                .sign())
                        .eventTime())
                .isEqualTo(NOW);
    }

    @Test
    void verify_verification_carriesItsState() throws EventException {
        String set = ISSUER.securityEvent(EventType.VERIFICATION, new Opaque("stream-1"), NOW)
                .claim("events", Map.of(EventType.VERIFICATION.uri(), Map.of("state", "x1")))
                .sign();
        assertThat(verifier.verify(set).verificationState()).contains("x1");
    }

    @Test
    void verify_unknownEventType_isPassedOn() throws EventException {
        VerifiedEvent event = verifier.verify(
                event().claim("events", Map.of("https://x.example/y", Map.of())).sign());
        assertThat(event.type()).isEmpty();
        assertThat(event.typeUri()).isEqualTo("https://x.example/y");
    }

    static Stream<Arguments> badEvents() {
        Map<String, Object> two = new LinkedHashMap<>();
        two.put(REVOKED, Map.of());
        two.put(EventType.RISK_LEVEL_CHANGE.uri(), Map.of());
        long later = NOW.getEpochSecond() + 61;
        return Stream.of(
                bad("SE-05", Code.INVALID_REQUEST, set -> set.header("typ", "JWT")),
                bad("SE-05", Code.INVALID_REQUEST, set -> set.withoutHeader("typ")),
                bad("SE-07", Code.INVALID_REQUEST, set -> set.header("typ", "logout+jwt")),
                bad("SE-01", Code.INVALID_ISSUER, set -> set.without("iss")),
                bad("SE-01", Code.INVALID_REQUEST, set -> set.without("iat")),
                bad("SE-01", Code.INVALID_REQUEST, set -> set.without("jti")),
                bad("SE-01", Code.INVALID_REQUEST, set -> set.claim("jti", "")),
                bad("SE-01", Code.INVALID_REQUEST, set -> set.without("events")),
                bad("SE-01", Code.INVALID_REQUEST, set -> set.claim("events", Map.of())),
                bad("SE-01", Code.INVALID_REQUEST, set -> set.claim("events", List.of(REVOKED))),
                bad("SE-01", Code.INVALID_REQUEST, set -> set.claim("events", Map.of(REVOKED, "yes"))),
                bad("SE-02", Code.INVALID_REQUEST, set -> set.claim("events", two)),
                bad("SS-01", Code.INVALID_REQUEST, set -> set.without("sub_id")),
                bad("SS-02", Code.INVALID_REQUEST, set -> set.claim("sub", "u1")),
                bad("SS-03", Code.INVALID_REQUEST, set -> set.claim("exp", later)),
                bad("SS-05", Code.INVALID_ISSUER, set -> set.claim("iss", "https://kc.example/realms/other")),
                bad("SS-06", Code.INVALID_AUDIENCE, set -> set.claim("aud", "https://other.example")),
                bad("SS-06", Code.INVALID_AUDIENCE, set -> set.claim("aud", TestIssuer.AUDIENCE + "/")),
                bad("SS-06", Code.INVALID_AUDIENCE, set -> set.without("aud")),
                bad("SS-06", Code.INVALID_AUDIENCE, set -> set.claim("aud", List.of("x", TestIssuer.AUDIENCE))),
                bad("SI-01", Code.INVALID_REQUEST, set -> set.claim("sub_id", Map.of("format", "opaque"))),
                bad("SI-01", Code.INVALID_REQUEST, set -> set.claim("sub_id", "s1")),
                bad("RX-01", Code.INVALID_REQUEST, set -> set.claim("iat", later)),
                bad(
                        "RX-01",
                        Code.INVALID_REQUEST,
                        set -> set.claim("events", Map.of(REVOKED, Map.of("event_timestamp", NOW.toEpochMilli())))),
                bad(
                        "RX-01",
                        Code.INVALID_REQUEST,
                        set -> set.claim("events", Map.of(REVOKED, Map.of("event_timestamp", "now")))),
                bad("RX-01", Code.INVALID_KEY, set -> set.header("kid", "another")),
                bad("RX-01", Code.AUTHENTICATION_FAILED, set -> set.signedBy(STRANGER.key(), JWSAlgorithm.ES256)));
    }

    private static Arguments bad(String row, Code code, UnaryOperator<JwtBuilder> change) {
        return arguments(row, code, change);
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("badEvents")
    void verify_badEvent_isRefused(String row, Code code, UnaryOperator<JwtBuilder> change) {
        assertThat(refusal(change.apply(event()).sign())).as(row).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secevent+jwt", "SecEvent+JWT", "application/secevent+jwt", "Application/SecEvent+jwt"})
    void verify_typeInAnyCase_isAccepted(String type) throws EventException {
        assertThat(verifier.verify(event().header("typ", type).sign()).type()).isPresent();
    }

    @Test
    void verify_rs256AsTheInteropProfileDemands_isAccepted() throws EventException, JOSEException {
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("k1").generate();
        String set = event().signedBy(rsa, JWSAlgorithm.RS256).sign();
        assertThat(verifier(IssuerKeys.fixed(new JWKSet(rsa))).verify(set).type())
                .isPresent();
    }

    @Test
    void verify_unsignedOrMac_isRefused() {
        assertThat(refusal(event().unsigned("none"))).isEqualTo(Code.INVALID_REQUEST);
        byte[] publicKey = ISSUER.key().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8);
        assertThat(refusal(event().signWithMac(publicKey))).isEqualTo(Code.INVALID_KEY);
    }

    @Test
    void verify_accessTokenAsEvent_isRefused() {
        assertThat(refusal(ISSUER.accessToken(NOW).sign())).isEqualTo(Code.INVALID_REQUEST);
    }
}
