package dev.holdfast.rp.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.rp.testing.TestClock;
import dev.holdfast.rp.testing.TestIssuer;
import dev.holdfast.rp.testing.TestWorkload;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 9449 sections 8, 9 and 11: nonces of a resource server. */
class NoncePolicyTest {

    private static final TestIssuer ISSUER = new TestIssuer();
    private static final TestWorkload WORKLOAD = new TestWorkload();
    private static final String API = "https://api.example/a";
    private static final Duration LIFETIME = Duration.ofSeconds(30);
    private static final NoncePolicy POLICY = NoncePolicy.of(key(1), LIFETIME);

    private final TestClock clock = new TestClock();
    private final BoundTokenVerifier verifier = verifier(POLICY, TestIssuer.AUDIENCE);
    private final String token = ISSUER.accessToken(clock.instant())
            .claim("cnf", WORKLOAD.confirmation())
            .sign();

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }

    private BoundTokenVerifier verifier(NoncePolicy policy, String audience) {
        return BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                .audience(audience)
                .nonces(policy)
                .clock(clock)
                .build();
    }

    private ApiRequest request(Optional<Object> nonce, String proofId) {
        var proof = WORKLOAD.proof("GET", API, token, clock.instant()).claim("jti", proofId);
        nonce.ifPresent(value -> proof.claim("nonce", value));
        return new ApiRequest(
                "GET", URI.create(API), List.of("DPoP " + token), List.of(proof.sign()), Optional.empty());
    }

    private VerificationException refusal(ApiRequest request) {
        return catchThrowableOfType(VerificationException.class, () -> verifier.verify(request));
    }

    private static String nonceOf(BoundTokenVerifier verifier) {
        return String.valueOf(verifier.answerHeaders().get("DPoP-Nonce"));
    }

    private void assertAccepted(String nonce) throws VerificationException {
        assertThat(verifier.verify(request(Optional.of(nonce), nonce + clock.instant()))
                        .subject())
                .isEqualTo("u1");
    }

    private void assertChallenged(String nonce) {
        assertThat(refusal(request(Optional.of(nonce), "challenged")).reason()).isEqualTo(Reason.NONCE_NEEDED);
    }

    @Test
    void verify_noNonce_isChallengedWithOne() throws VerificationException {
        VerificationException refusal = refusal(request(Optional.empty(), "p1"));
        assertThat(refusal.status()).as("DP-77").isEqualTo(401);
        assertThat(refusal.challenge()).as("DP-77").startsWith("DPoP error=\"use_dpop_nonce\"");
        assertThat(refusal.headers())
                .as("DP-71, DP-76, DP-77")
                .containsOnlyKeys("WWW-Authenticate", "DPoP-Nonce", "Cache-Control")
                .containsEntry("Cache-Control", "no-store");
        assertAccepted(String.valueOf(refusal.headers().get("DPoP-Nonce")));
    }

    @Test
    void verify_noNonceAfterOneWasGiven_isChallengedAgain() throws VerificationException {
        assertAccepted(nonceOf(verifier));
        assertThat(refusal(request(Optional.empty(), "p1")).reason())
                .as("DP-74")
                .isEqualTo(Reason.NONCE_NEEDED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"guess", "=", "AAAA", "\"", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"})
    void verify_forgedNonce_isChallenged(String nonce) {
        assertChallenged(nonce);
    }

    @Test
    void verify_alteredTime_isChallenged() {
        String nonce = nonceOf(verifier);
        assertChallenged((nonce.charAt(9) == 'A' ? nonce.substring(0, 9) + 'B' : nonce.substring(0, 9) + 'A')
                + nonce.substring(10));
    }

    @Test
    void verify_nonceAtTheEndOfItsLifetime_isChallenged() throws VerificationException {
        String nonce = nonceOf(verifier);
        clock.advance(LIFETIME.minusMillis(1));
        assertAccepted(nonce);
        clock.advance(Duration.ofMillis(1));
        assertChallenged(nonce);
    }

    @Test
    void verify_nonceOfAnotherServerUnderTheSameKey_isChallenged() {
        assertChallenged(nonceOf(verifier(POLICY, "https://other.example")));
        assertChallenged(POLICY.issue("", clock.instant()));
    }

    @Test
    void verify_nonceOfAnotherNode_isAccepted() throws VerificationException {
        assertAccepted(nonceOf(verifier(NoncePolicy.of(key(1), LIFETIME), TestIssuer.AUDIENCE)));
    }

    @Test
    void verify_nonceOfThePreviousKey_isAcceptedForAsLongAsItIsNamed() throws VerificationException {
        NoncePolicy changed = NoncePolicy.of(key(2), LIFETIME).alsoAccepting(key(1));
        String old = nonceOf(verifier);
        ApiRequest request = request(Optional.of(old), "p1");
        assertThat(verifier(changed, TestIssuer.AUDIENCE).verify(request).subject())
                .isEqualTo("u1");
        BoundTokenVerifier later = verifier(NoncePolicy.of(key(2), LIFETIME), TestIssuer.AUDIENCE);
        assertThatThrownBy(() -> later.verify(request)).isInstanceOf(VerificationException.class);
        assertChallenged(nonceOf(verifier(changed, TestIssuer.AUDIENCE)));
    }

    @Test
    void verify_sameNonce_isGoodForManyProofsButEachOnlyOnce() throws VerificationException {
        Optional<Object> nonce = Optional.of(nonceOf(verifier));
        verifier.verify(request(nonce, "p1"));
        verifier.verify(request(nonce, "p2"));
        ApiRequest replayed = request(nonce, "p1");
        assertThat(refusal(replayed).reason()).as("DP-80").isEqualTo(Reason.PROOF_REPLAYED);
        clock.advance(LIFETIME.minusMillis(1));
        assertThat(refusal(replayed).reason()).as("DP-80").isEqualTo(Reason.PROOF_REPLAYED);
    }

    @Test
    void verify_proofWithoutNonce_isNotUsedUp() throws VerificationException {
        refusal(request(Optional.empty(), "p1"));
        assertThat(verifier.verify(request(Optional.of(nonceOf(verifier)), "p1"))
                        .subject())
                .as("DP-19")
                .isEqualTo("u1");
    }

    @Test
    void verify_nonceOfAnotherType_isMalformed() {
        assertThat(refusal(request(Optional.of(7L), "p1")).reason()).isEqualTo(Reason.PROOF_MALFORMED);
    }

    @Test
    void answerHeaders_overTime_areUnpredictableAndOfAllowedCharacters() {
        Set<String> nonces = new HashSet<>();
        for (int i = 0; i < 100; i++) {
            nonces.add(nonceOf(verifier));
            clock.advance(Duration.ofMillis(1));
        }
        assertThat(nonces)
                .as("DP-72")
                .hasSize(100)
                .allSatisfy(nonce -> assertThat(nonce).as("DP-79").matches("[\\x21\\x23-\\x5B\\x5D-\\x7E]+"));
    }

    @Test
    void answerHeaders_noPolicy_areNone() throws VerificationException {
        BoundTokenVerifier plain = BoundTokenVerifier.forIssuer(TestIssuer.ISSUER, ISSUER.keys())
                .audience(TestIssuer.AUDIENCE)
                .clock(clock)
                .build();
        assertThat(plain.answerHeaders()).isEmpty();
        assertThat(plain.verify(request(Optional.of("of the authorization server"), "p1"))
                        .subject())
                .isEqualTo("u1");
    }

    @Test
    void of_shortKeyOrLifetimeOutOfRange_isRefused() {
        assertThatThrownBy(() -> NoncePolicy.of(new byte[31], LIFETIME)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> POLICY.alsoAccepting(new byte[0])).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoncePolicy.of(key(1), Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> NoncePolicy.of(key(1), Duration.ofSeconds(301)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(POLICY.toString()).isEqualTo("NoncePolicy[PT30S]");
    }
}
