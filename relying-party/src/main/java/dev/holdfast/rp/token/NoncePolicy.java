package dev.holdfast.rp.token;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Nonces that a resource server demands in DPoP proofs (RFC 9449 section 9), so that a proof cannot be made long before it is
 * used. A nonce is its time of issue and an HMAC over it: nothing is stored, and every node with the same key accepts it. The
 * issuer and the audience of the verifier go into the HMAC, so that a nonce is good for one resource server only and never
 * one of an authorization server, even under the same key.
 *
 * <p>A nonce may be used again within its lifetime; against replay of a proof stands its {@code jti} (section 11.1).
 */
public final class NoncePolicy {

    /** Below this the HMAC could be guessed sooner than a signature. */
    private static final int MIN_KEY_BYTES = 32;
    /** A nonce bounds the age of a proof; one that lives longer than a proof may bounds nothing. */
    private static final Duration MAX_LIFETIME = Duration.ofMinutes(5);

    private static final String HMAC = "HmacSHA256";
    private static final int TIME_BYTES = Long.BYTES;
    private static final int MAC_BYTES = 32;

    private final Duration lifetime;
    private final List<SecretKeySpec> keys;

    private NoncePolicy(Duration lifetime, List<SecretKeySpec> keys) {
        this.lifetime = lifetime;
        this.keys = keys;
    }

    /**
     * Demands a nonce in each proof.
     *
     * @param key at least 32 random bytes, the same on all nodes of this resource server
     * @param lifetime how long a nonce is good for, 1 second to 5 minutes
     * @return the policy
     * @throws IllegalArgumentException if the key is too short or the lifetime out of range
     */
    public static NoncePolicy of(byte[] key, Duration lifetime) {
        if (lifetime.compareTo(Duration.ofSeconds(1)) < 0 || lifetime.compareTo(MAX_LIFETIME) > 0) {
            throw new IllegalArgumentException("a nonce lives 1 second to " + MAX_LIFETIME + ": " + lifetime);
        }
        return new NoncePolicy(lifetime, List.of(checked(key)));
    }

    /**
     * Like this one, and accepts nonces of one older key: for the time of its change, at least one nonce lifetime.
     *
     * @param previousKey the key that was used before, at least 32 bytes
     * @return a new policy
     * @throws IllegalArgumentException if the key is too short
     */
    public NoncePolicy alsoAccepting(byte[] previousKey) {
        return new NoncePolicy(lifetime, List.of(keys.get(0), checked(previousKey)));
    }

    /** A nonce, valid from now on: 54 characters of base64url. */
    String issue(String context, Instant now) {
        byte[] time =
                ByteBuffer.allocate(TIME_BYTES).putLong(now.toEpochMilli()).array();
        byte[] mac = mac(keys.get(0), context, time);
        byte[] nonce =
                ByteBuffer.allocate(TIME_BYTES + MAC_BYTES).put(time).put(mac).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(nonce);
    }

    /** Whether this is a nonce of this resource server that was issued within the lifetime. */
    boolean accepts(String nonce, String context, Instant now) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(nonce);
            if (bytes.length != TIME_BYTES + MAC_BYTES) {
                return false;
            }
            byte[] time = Arrays.copyOf(bytes, TIME_BYTES);
            byte[] mac = Arrays.copyOfRange(bytes, TIME_BYTES, bytes.length);
            return keys.stream().anyMatch(key -> MessageDigest.isEqual(mac, mac(key, context, time)))
                    && isRecent(Instant.ofEpochMilli(ByteBuffer.wrap(time).getLong()), now);
        } catch (IllegalArgumentException | DateTimeException e) {
            return false;
        }
    }

    /** Nodes differ by some milliseconds, so one from the near future is as good as one from the near past. */
    private boolean isRecent(Instant issuedAt, Instant now) {
        return Duration.between(issuedAt, now).abs().compareTo(lifetime) < 0;
    }

    private static byte[] mac(SecretKeySpec key, String context, byte[] time) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            mac.update("holdfast resource server nonce\0".getBytes(StandardCharsets.UTF_8));
            mac.update(context.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            return mac.doFinal(time);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this Java has no " + HMAC, e);
        }
    }

    private static SecretKeySpec checked(byte[] key) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException("a nonce key has at least " + MIN_KEY_BYTES + " bytes: " + key.length);
        }
        return new SecretKeySpec(key, HMAC);
    }

    /** Names the lifetime only. */
    @Override
    public String toString() {
        return "NoncePolicy[" + lifetime + "]";
    }
}
