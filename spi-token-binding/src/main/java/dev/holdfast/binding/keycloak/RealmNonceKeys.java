package dev.holdfast.binding.keycloak;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeyManager;
import org.keycloak.models.RealmModel;

/**
 * The keys that nonces of a realm are authenticated with. They are derived from the realm's own HMAC keys, so that all
 * nodes have them and there is nothing more to generate, store or rotate: while a replaced realm key is passive, nonces
 * of before are still accepted.
 */
final class RealmNonceKeys {

    private static final byte[] PURPOSE = "dev.holdfast DPoP nonce v1".getBytes(StandardCharsets.UTF_8);
    private static final String MAC = "HmacSHA256";

    private RealmNonceKeys() {}

    /** The active key first, then the passive ones; never empty, since Keycloak makes a missing key. */
    static List<SecretKey> of(KeyManager keys, RealmModel realm) {
        KeyWrapper active = keys.getActiveKey(realm, KeyUse.SIG, Algorithm.HS512);
        Stream<KeyWrapper> others = keys.getKeysStream(realm, KeyUse.SIG, Algorithm.HS512)
                .filter(key -> key.getStatus().isEnabled() && !key.getKid().equals(active.getKid()));
        return Stream.concat(Stream.of(active), others)
                .map(RealmNonceKeys::derive)
                .toList();
    }

    private static SecretKey derive(KeyWrapper key) {
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(key.getSecretKey().getEncoded(), MAC));
            return new SecretKeySpec(mac.doFinal(PURPOSE), MAC);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
