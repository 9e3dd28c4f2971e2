package dev.holdfast.evaluation.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SetClaimsTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    private static final String TYPE = "https://schemas.openid.net/secevent/caep/event-type/risk-level-change";

    private static Map<String, Object> good() {
        return Map.of(
                "iss",
                Transmitters.ISSUER,
                "aud",
                Transmitters.AUDIENCE,
                "jti",
                "one",
                "iat",
                NOW.getEpochSecond(),
                "sub_id",
                Map.of("format", "complex", "session", Map.of("format", "opaque", "id", "s")),
                "events",
                Map.of(TYPE, Map.of("current_level", "HIGH")));
    }

    private static Map<String, Object> with(String claim, Object value) {
        Map<String, Object> claims = new HashMap<>(good());
        claims.put(claim, value);
        return claims;
    }

    private static Map<String, Object> without(String claim) {
        Map<String, Object> claims = new HashMap<>(good());
        claims.remove(claim);
        return claims;
    }

    @Test
    void check_goodToken_isUnderstood() throws RefusedSetException {
        InboundSignal signal = SetClaims.check(good(), Transmitters.api(), NOW);

        assertThat(signal.type()).isEqualTo(TYPE);
        assertThat(signal.text("current_level")).contains("HIGH");
        assertThat(SetClaims.check(with("aud", List.of(Transmitters.AUDIENCE)), Transmitters.api(), NOW))
                .isEqualTo(signal);
    }

    static Stream<Arguments> badClaims() {
        long now = NOW.getEpochSecond();
        return Stream.of(
                Arguments.of(without("iss"), Code.INVALID_ISSUER),
                Arguments.of(with("iss", Transmitters.ISSUER + "/"), Code.INVALID_ISSUER),
                Arguments.of(without("aud"), Code.INVALID_AUDIENCE),
                Arguments.of(with("aud", "https://other.example"), Code.INVALID_AUDIENCE),
                Arguments.of(with("aud", List.of(Transmitters.AUDIENCE, "other")), Code.INVALID_AUDIENCE),
                Arguments.of(without("jti"), Code.INVALID_REQUEST),
                Arguments.of(with("jti", ""), Code.INVALID_REQUEST),
                Arguments.of(with("jti", "x".repeat(300)), Code.INVALID_REQUEST),
                Arguments.of(without("iat"), Code.INVALID_REQUEST),
                Arguments.of(with("iat", String.valueOf(now)), Code.INVALID_REQUEST),
                Arguments.of(with("iat", now + 61), Code.INVALID_REQUEST),
                Arguments.of(with("iat", now * 1000), Code.INVALID_REQUEST),
                Arguments.of(with("iat", Long.MAX_VALUE), Code.INVALID_REQUEST),
                Arguments.of(with("iat", now - Duration.ofHours(25).toSeconds()), Code.INVALID_REQUEST),
                Arguments.of(with("sub", "u"), Code.INVALID_REQUEST),
                Arguments.of(with("exp", now + 60), Code.INVALID_REQUEST),
                Arguments.of(without("sub_id"), Code.INVALID_REQUEST),
                Arguments.of(with("sub_id", Map.of("format", "aliases")), Code.INVALID_REQUEST),
                Arguments.of(without("events"), Code.INVALID_REQUEST),
                Arguments.of(with("events", Map.of()), Code.INVALID_REQUEST),
                Arguments.of(with("events", Map.of(TYPE, Map.of(), TYPE + "2", Map.of())), Code.INVALID_REQUEST),
                Arguments.of(with("events", Map.of(TYPE, "text")), Code.INVALID_REQUEST),
                Arguments.of(
                        with("events", Map.of(TYPE, Map.of("event_timestamp", now * 1000))), Code.INVALID_REQUEST));
    }

    @ParameterizedTest
    @MethodSource("badClaims")
    void check_badToken_isRefusedWithItsCode(Map<String, Object> claims, Code code) {
        assertThatThrownBy(() -> SetClaims.check(claims, Transmitters.api(), NOW))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedSetException.class))
                .extracting(RefusedSetException::code)
                .isEqualTo(code);
    }

    static Stream<Arguments> badHeaders() {
        return Stream.of(
                Arguments.of(Map.of("alg", "RS256", "kid", "k"), Code.INVALID_REQUEST),
                Arguments.of(Map.of("typ", "JWT", "alg", "RS256", "kid", "k"), Code.INVALID_REQUEST),
                Arguments.of(Map.of("typ", "logout+jwt", "alg", "RS256", "kid", "k"), Code.INVALID_REQUEST),
                Arguments.of(
                        Map.of("typ", "secevent+jwt", "alg", "RS256", "kid", "k", "crit", List.of("b64")),
                        Code.INVALID_REQUEST),
                Arguments.of(Map.of("typ", "secevent+jwt", "kid", "k"), Code.INVALID_KEY),
                Arguments.of(Map.of("typ", "secevent+jwt", "alg", "none", "kid", "k"), Code.INVALID_KEY),
                Arguments.of(Map.of("typ", "secevent+jwt", "alg", "HS256", "kid", "k"), Code.INVALID_KEY),
                Arguments.of(Map.of("typ", "secevent+jwt", "alg", "PS256", "kid", "k"), Code.INVALID_KEY),
                Arguments.of(Map.of("typ", "secevent+jwt", "alg", "RS256"), Code.INVALID_KEY));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void header_bad_isRefusedWithItsCode(Map<String, Object> header, Code code) {
        assertThatThrownBy(() -> SetHeader.of(header, Transmitters.api()))
                .asInstanceOf(InstanceOfAssertFactories.type(RefusedSetException.class))
                .extracting(RefusedSetException::code)
                .isEqualTo(code);
    }

    @Test
    void header_typeInAnyCase_isAccepted() throws RefusedSetException {
        assertThat(SetHeader.of(
                        Map.of("typ", "application/SecEvent+JWT", "alg", "ES256", "kid", "k"), Transmitters.api()))
                .isEqualTo(new SetHeader("ES256", "k"));
    }
}
