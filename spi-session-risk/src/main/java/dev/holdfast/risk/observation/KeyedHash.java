package dev.holdfast.risk.observation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes what must not be kept as it is. Whoever has the histories but not the key cannot try addresses out.
 *
 * @param keyId names the key, so that hashes of different keys are never compared
 * @param key the secret of the realm
 */
public record KeyedHash(String keyId, SecretKeySpec key) {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 8;

    /**
     * The hashes of a realm.
     *
     * @param keyId names the secret
     * @param secret the secret of the realm, at least 32 bytes
     * @return the hash
     */
    public static KeyedHash of(String keyId, byte[] secret) {
        return new KeyedHash(keyId, new SecretKeySpec(secret, ALGORITHM));
    }

    /**
     * Hashes a value.
     *
     * @param domain what kind of value it is; equal values of different kinds have different hashes
     * @param value the value
     * @return 11 characters of base64url: 64 bits
     */
    public String hash(String domain, String value) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(domain.getBytes(StandardCharsets.UTF_8));
            mac.update((byte) 0);
            byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, BYTES));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /** The secret never stands in a log. */
    @Override
    public String toString() {
        return "KeyedHash[" + keyId + "]";
    }
}
