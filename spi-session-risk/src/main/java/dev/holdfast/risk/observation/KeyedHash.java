package dev.holdfast.risk.observation;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
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
    private final int remembered;
    private final Map<String, String> memory = new HashMap<>();

    private KeyedHash(String keyId, byte[] secret, int remembered) {
        this.keyId = keyId;
        this.remembered = remembered;
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
        return new KeyedHash(keyId, secret, 0);
    }

    /**
     * The same, remembering hashes while it lives: for a replay, which hashes the same values over and over.
     *
     * @param keyId names the secret
     * @param secret the secret
     * @param values how many values are remembered before it forgets all
     * @return the hash
     */
    public static KeyedHash remembering(String keyId, byte[] secret, int values) {
        return new KeyedHash(keyId, secret, values);
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
        if (remembered == 0) {
            return compute(domain, value);
        }
        if (memory.size() >= remembered) {
            memory.clear();
        }
        return memory.computeIfAbsent(domain + '\0' + value, any -> compute(domain, value));
    }

    private String compute(String domain, String value) {
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
