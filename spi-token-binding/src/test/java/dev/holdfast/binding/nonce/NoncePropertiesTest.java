package dev.holdfast.binding.nonce;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds for every nonce, tried on many; the seed makes a failure repeatable. */
class NoncePropertiesTest {

    private static final long SEED = 9449;
    private static final int TRIALS = 500;
    private static final Duration LIFETIME = Duration.ofMinutes(1);

    private final Random random = new Random(SEED);
    private final NonceIssuer issuer = NonceIssuerTest.issuer("current", "previous");

    @Test
    void verify_withinItsLifetime_tellsTheExactRoundTrip() {
        for (int trial = 0; trial < TRIALS; trial++) {
            NonceScope scope = scope();
            Instant issued = instant();
            Duration trip = Duration.ofMillis(random.nextInt(60_001));

            NonceVerdict verdict = issuer.verify(issuer.issue(issued, scope), issued.plus(trip), LIFETIME, scope);

            assertThat(verdict).isEqualTo(new NonceVerdict.Valid(trip, scope.isChallenge()));
        }
    }

    @Test
    void verify_withAnyOneBitFlipped_isUnknown() {
        NonceScope scope = scope();
        Instant issued = instant();
        byte[] nonce = Base64.getUrlDecoder().decode(issuer.issue(issued, scope));
        for (int bit = 0; bit < nonce.length * 8; bit++) {
            byte[] flipped = nonce.clone();
            flipped[bit / 8] = (byte) (flipped[bit / 8] ^ (1 << (bit % 8)));

            assertUnknown(Base64.getUrlEncoder().withoutPadding().encodeToString(flipped), issued, scope);
        }
    }

    @Test
    void verify_withAnyOneCharacterReplaced_isUnknown() {
        NonceScope scope = scope();
        Instant issued = instant();
        String nonce = issuer.issue(issued, scope);
        for (int at = 0; at < nonce.length(); at++) {
            for (char other : new char[] {'A', 'z', '_', '=', '+', '/', ' ', '\n', 'é'}) {
                if (nonce.charAt(at) != other) {
                    assertUnknown(nonce.substring(0, at) + other + nonce.substring(at + 1), issued, scope);
                }
            }
        }
    }

    @Test
    void verify_cutOrExtended_isUnknown() {
        NonceScope scope = scope();
        Instant issued = instant();
        String nonce = issuer.issue(issued, scope);
        for (int length = 0; length < nonce.length(); length++) {
            assertUnknown(nonce.substring(0, length), issued, scope);
            assertUnknown(nonce.substring(nonce.length() - length), issued, scope);
            assertUnknown(nonce + nonce.substring(0, length + 1), issued, scope);
        }
    }

    @Test
    void verify_ofRandomBytes_isUnknown() {
        for (int trial = 0; trial < TRIALS; trial++) {
            byte[] bytes = new byte[random.nextInt(80)];
            random.nextBytes(bytes);

            assertUnknown(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), instant(), scope());
        }
    }

    @Test
    void verify_inAnotherRandomScope_isUnknown() {
        for (int trial = 0; trial < TRIALS; trial++) {
            Instant issued = instant();
            NonceScope one = scope();
            NonceScope other = scope();
            if (!one.equals(other)) {
                assertUnknown(issuer.issue(issued, one), issued, other);
            }
        }
    }

    @Test
    void issue_manyInOneMillisecond_areAllDifferent() {
        Instant now = instant();
        NonceScope scope = scope();
        Set<String> seen = new HashSet<>();
        for (int trial = 0; trial < TRIALS; trial++) {
            assertThat(seen.add(issuer.issue(now, scope))).isTrue();
        }
    }

    private void assertUnknown(String nonce, Instant now, NonceScope scope) {
        assertThat(issuer.verify(nonce, now, LIFETIME, scope)).as(nonce).isEqualTo(new NonceVerdict.Unknown());
    }

    private NonceScope scope() {
        String realm = "realm-" + random.nextInt(50);
        return random.nextBoolean()
                ? new NonceScope.General(realm)
                : new NonceScope.Challenge(realm, "session-" + random.nextInt(50));
    }

    private Instant instant() {
        return Instant.ofEpochMilli(1_700_000_000_000L + random.nextInt(1_000_000_000));
    }
}
