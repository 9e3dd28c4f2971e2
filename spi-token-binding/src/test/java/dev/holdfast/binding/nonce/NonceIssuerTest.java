package dev.holdfast.binding.nonce;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class NonceIssuerTest {

    private static final Instant NOW = Instant.parse("2026-11-20T12:00:00.123Z");
    private static final Duration LIFETIME = Duration.ofSeconds(60);
    private static final NonceScope GENERAL = new NonceScope.General("realm-a");
    private static final NonceScope CHALLENGE = new NonceScope.Challenge("realm-a", "session-1");

    private final NonceIssuer issuer = issuer("current", "previous");

    @Test
    void issue_always_usesOnlyUnreservedCharacters() {
        assertThat(issuer.issue(NOW, GENERAL)).matches("[A-Za-z0-9_-]{52}");
    }

    @Test
    void issue_twiceInOneMillisecond_differs() {
        assertThat(issuer.issue(NOW, GENERAL)).isNotEqualTo(issuer.issue(NOW, GENERAL));
    }

    @ParameterizedTest
    @CsvSource({
        "0, valid",
        "1, valid",
        "59999, valid",
        "60000, valid",
        "60001, expired",
        "3600000, expired",
        "-1, valid",
        "-5000, valid",
        "-5001, unknown",
        "-3600000, unknown"
    })
    void verify_atAnAge_isWhatTheBoundarySays(long ageMillis, String verdict) {
        String nonce = issuer.issue(NOW, GENERAL);

        assertThat(name(issuer.verify(nonce, NOW.plusMillis(ageMillis), LIFETIME, GENERAL)))
                .isEqualTo(verdict);
    }

    @Test
    void verify_ofAChallenge_tellsTheRoundTripInMilliseconds() {
        String nonce = issuer.issue(NOW, CHALLENGE);

        assertThat(issuer.verify(nonce, NOW.plusMillis(37), LIFETIME, CHALLENGE))
                .isEqualTo(new NonceVerdict.Valid(Duration.ofMillis(37), true));
    }

    @Test
    void verify_ofAGeneralNonce_isNotOfAChallenge() {
        String nonce = issuer.issue(NOW, GENERAL);

        assertThat(issuer.verify(nonce, NOW.plusMillis(37), LIFETIME, GENERAL))
                .isEqualTo(new NonceVerdict.Valid(Duration.ofMillis(37), false));
    }

    @Test
    void verify_issuedByANodeThatIsAhead_hasARoundTripOfZero() {
        String nonce = issuer.issue(NOW, CHALLENGE);

        assertThat(issuer.verify(nonce, NOW.minusSeconds(2), LIFETIME, CHALLENGE))
                .isEqualTo(new NonceVerdict.Valid(Duration.ZERO, true));
    }

    static List<Arguments> otherScopes() {
        return List.of(
                Arguments.of(GENERAL, new NonceScope.General("realm-b")),
                Arguments.of(GENERAL, CHALLENGE),
                Arguments.of(GENERAL, new NonceScope.Challenge("realm-a", "")),
                Arguments.of(CHALLENGE, GENERAL),
                Arguments.of(CHALLENGE, new NonceScope.Challenge("realm-b", "session-1")),
                Arguments.of(CHALLENGE, new NonceScope.Challenge("realm-a", "session-2")),
                Arguments.of(CHALLENGE, new NonceScope.Challenge("realm-as", "ession-1")));
    }

    @ParameterizedTest
    @MethodSource("otherScopes")
    void verify_inAnotherScope_isUnknown(NonceScope issued, NonceScope expected) {
        String nonce = issuer.issue(NOW, issued);

        assertThat(issuer.verify(nonce, NOW, LIFETIME, expected)).isEqualTo(new NonceVerdict.Unknown());
    }

    @Test
    void verify_signedWithThePreviousKey_isValid() {
        String nonce = issuer("previous").issue(NOW, GENERAL);

        assertThat(name(issuer.verify(nonce, NOW, LIFETIME, GENERAL))).isEqualTo("valid");
    }

    @Test
    void verify_signedWithAForeignOrRetiredKey_isUnknown() {
        String nonce = issuer("foreign").issue(NOW, GENERAL);

        assertThat(issuer.verify(nonce, NOW, LIFETIME, GENERAL)).isEqualTo(new NonceVerdict.Unknown());
    }

    @Test
    void issue_withSeveralKeys_usesTheFirst() {
        String nonce = issuer.issue(NOW, GENERAL);

        assertThat(name(issuer("current").verify(nonce, NOW, LIFETIME, GENERAL)))
                .isEqualTo("valid");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "bogus", "====", "\u0000\u00e9", "AQ"})
    void verify_ofWhatIsNoNonce_isUnknown(String text) {
        assertThat(issuer.verify(text, NOW, LIFETIME, GENERAL)).isEqualTo(new NonceVerdict.Unknown());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1})
    void verify_withALifetimeThatIsNotPositive_isAMistakeOfTheCaller(long seconds) {
        Duration lifetime = Duration.ofSeconds(seconds);

        assertThatThrownBy(() -> issuer.verify("", NOW, lifetime, GENERAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void issuer_withoutAKey_isAMistakeOfTheCaller() {
        assertThatThrownBy(() -> new NonceIssuer(List.of(), new Random(1)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void issue_before1970_isAMistakeOfTheCaller() {
        assertThatThrownBy(() -> issuer.issue(Instant.EPOCH.minusMillis(1), GENERAL))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static NonceIssuer issuer(String... names) {
        return new NonceIssuer(
                java.util.Arrays.stream(names).map(NonceIssuerTest::key).toList(), new Random(20));
    }

    static SecretKey key(String name) {
        return new SecretKeySpec(("key " + name).getBytes(StandardCharsets.UTF_8), "HmacSHA256");
    }

    static String name(NonceVerdict verdict) {
        return verdict.getClass().getSimpleName().toLowerCase(java.util.Locale.ROOT);
    }
}
