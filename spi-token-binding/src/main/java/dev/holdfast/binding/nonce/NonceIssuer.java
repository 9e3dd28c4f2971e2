package dev.holdfast.binding.nonce;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.random.RandomGenerator;
import javax.crypto.SecretKey;

/**
 * Issues nonces and recognises them again. Nothing is stored: a nonce carries its time and scope, authenticated with a
 * key that all nodes have. A nonce may be used many times while it lives, as RFC 9449 section 8.2 has it; that a proof
 * is used once is the business of its {@code jti}.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9449#section-8">RFC 9449 section 8</a>
 */
public final class NonceIssuer {

    /** How far the clock of the node that issued a nonce may be ahead of the one that verifies it. */
    public static final Duration MAX_CLOCK_SKEW = Duration.ofSeconds(5);

    private static final int LENGTH = NonceLayout.SIZE * 4 / 3;

    private final List<SecretKey> keys;
    private final RandomGenerator random;

    /**
     * An issuer with its keys.
     *
     * @param keys the current one first, then those that are still accepted; 32 bytes each are right
     * @param random unpredictable outside of tests
     * @throws IllegalArgumentException without a key
     */
    public NonceIssuer(List<SecretKey> keys, RandomGenerator random) {
        if (keys.isEmpty()) {
            throw new IllegalArgumentException("a nonce cannot be issued without a key");
        }
        this.keys = List.copyOf(keys);
        this.random = random;
    }

    /**
     * A new nonce.
     *
     * @param now the time of issue, kept in milliseconds
     * @param scope what it is good for
     * @return 52 characters of base64url, all of them in NQCHAR (RFC 9449 section 8.1)
     * @throws IllegalArgumentException for a time before 1970
     */
    public String issue(Instant now, NonceScope scope) {
        long millis = now.toEpochMilli();
        if (millis < 0 || millis > NonceLayout.LAST_MILLIS) {
            throw new IllegalArgumentException("a nonce cannot be issued at " + now);
        }
        byte[] salt = new byte[NonceLayout.RANDOM];
        random.nextBytes(salt);
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(NonceLayout.write(keys.get(0), millis, scope, salt));
    }

    /**
     * Judges a nonce that came back.
     *
     * @param nonce as it came, anything
     * @param now the time of arrival
     * @param lifetime how long a nonce is good, inclusive, in milliseconds
     * @param scope the scope that it has to be of
     * @return never more than is authenticated: the time of a nonce that is not ours is not looked at
     * @throws IllegalArgumentException for a lifetime that is not positive
     */
    public NonceVerdict verify(String nonce, Instant now, Duration lifetime, NonceScope scope) {
        if (lifetime.isZero() || lifetime.isNegative()) {
            throw new IllegalArgumentException("a nonce has to live for some time: " + lifetime);
        }
        byte[] bytes = decode(nonce);
        if (!NonceLayout.isOfThisVersion(bytes) || !isOurs(bytes, scope)) {
            return new NonceVerdict.Unknown();
        }
        Duration age = Duration.ofMillis(now.toEpochMilli() - NonceLayout.millis(bytes));
        if (age.compareTo(MAX_CLOCK_SKEW.negated()) < 0) {
            return new NonceVerdict.Unknown();
        }
        if (age.compareTo(lifetime) > 0) {
            return new NonceVerdict.Expired();
        }
        return new NonceVerdict.Valid(age.isNegative() ? Duration.ZERO : age, scope.isChallenge());
    }

    /** Written again with each key, it has to come out the same: scope, purpose and signature are one comparison. */
    private boolean isOurs(byte[] nonce, NonceScope scope) {
        boolean ours = false;
        for (SecretKey key : keys) {
            byte[] expected = NonceLayout.write(key, NonceLayout.millis(nonce), scope, NonceLayout.random(nonce));
            ours |= MessageDigest.isEqual(expected, nonce);
        }
        return ours;
    }

    private static byte[] decode(String nonce) {
        if (nonce.length() != LENGTH) {
            return new byte[0];
        }
        try {
            return Base64.getUrlDecoder().decode(nonce);
        } catch (IllegalArgumentException notBase64) {
            return new byte[0];
        }
    }
}
