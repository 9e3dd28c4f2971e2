package dev.holdfast.risk.observation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Hashes what must not be kept as it is. Whoever has the histories but not the key cannot try addresses out. Not for
 * several threads at once.
 */
public final class KeyedHash {

    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 8;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final String keyId;
    private final Mac mac;

    private KeyedHash(String keyId, byte[] secret) {
        this.keyId = keyId;
        try {
            mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(secret, ALGORITHM));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    /**
     * The hashes of a realm.
     *
     * @param keyId names the secret, so that hashes of different keys are never compared
     * @param secret the secret of the realm, at least 32 bytes
     * @return the hash
     */
    public static KeyedHash of(String keyId, byte[] secret) {
        return new KeyedHash(keyId, secret);
    }

    /**
     * The name of the secret.
     *
     * @return the key id
     */
    public String keyId() {
        return keyId;
    }

    /**
     * Hashes a value.
     *
     * @param domain what kind of value it is; equal values of different kinds have different hashes
     * @param value the value
     * @return 11 characters of base64url: 64 bits
     */
    public String hash(String domain, String value) {
        mac.update(domain.getBytes(StandardCharsets.UTF_8));
        mac.update((byte) 0);
        byte[] hash = mac.doFinal(value.getBytes(StandardCharsets.UTF_8));
        return ENCODER.encodeToString(Arrays.copyOf(hash, BYTES));
    }

    /** The secret never stands in a log. */
    @Override
    public String toString() {
        return "KeyedHash[" + keyId + "]";
    }
}
