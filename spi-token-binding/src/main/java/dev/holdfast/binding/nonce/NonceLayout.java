package dev.holdfast.binding.nonce;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/**
 * The bytes of a nonce, of version 1:
 *
 * <pre>
 *  0      version
 *  1 –  7 time of issue, milliseconds since 1970, big endian
 *  8      purpose: 0 general, 1 challenge
 *  9 – 16 scope: the first bytes of HMAC-SHA256(key, 's' | scope)
 * 17 – 22 random
 * 23 – 38 the first bytes of HMAC-SHA256(key, 'n' | all of the above)
 * </pre>
 *
 * 39 bytes are exactly 52 characters of base64url: no character has spare bits that could be altered unnoticed.
 */
final class NonceLayout {

    static final int SIZE = 39;
    static final int RANDOM = 6;
    /** What 7 bytes can say; the year is far beyond two million. */
    static final long LAST_MILLIS = (1L << 56) - 1;

    private static final long VERSION = 1;
    private static final int PURPOSE = 8;
    private static final int SCOPE = 8;
    private static final int SIGNED = SIZE - 16;

    private NonceLayout() {}

    static byte[] write(SecretKey key, long millis, NonceScope scope, byte[] random) {
        ByteBuffer bytes = ByteBuffer.allocate(SIZE)
                .putLong(VERSION << 56 | millis)
                .put((byte) (scope.isChallenge() ? 1 : 0))
                .put(mac(key, 's', scope.encoded()), 0, SCOPE)
                .put(random, 0, RANDOM);
        byte[] signed = Arrays.copyOf(bytes.array(), SIGNED);
        return bytes.put(mac(key, 'n', signed), 0, SIZE - SIGNED).array();
    }

    static boolean isOfThisVersion(byte[] nonce) {
        return nonce.length == SIZE && nonce[0] == VERSION;
    }

    static long millis(byte[] nonce) {
        return ByteBuffer.wrap(nonce).getLong() & LAST_MILLIS;
    }

    static byte[] random(byte[] nonce) {
        return Arrays.copyOfRange(nonce, PURPOSE + 1 + SCOPE, SIGNED);
    }

    private static byte[] mac(SecretKey key, char label, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            mac.update((byte) label);
            return mac.doFinal(text);
        } catch (InvalidKeyException e) {
            throw new IllegalArgumentException("the key cannot be used for an HMAC", e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
