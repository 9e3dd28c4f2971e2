package dev.holdfast.risk.keycloak;

import dev.holdfast.risk.observation.KeyedHash;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.keycloak.crypto.Algorithm;
import org.keycloak.crypto.KeyUse;
import org.keycloak.crypto.KeyWrapper;
import org.keycloak.models.KeycloakSession;

/**
 * The secret that histories of a realm are hashed with. It is derived from the realm's own HMAC key, so that there is
 * nothing more to generate, store, export or rotate: a new realm key means new hashes, and the histories start cold.
 */
final class RealmSecret {

    private static final byte[] PURPOSE =
            "dev.holdfast session history v1".getBytes(java.nio.charset.StandardCharsets.UTF_8);

    private RealmSecret() {}

    static KeyedHash of(KeycloakSession session) {
        KeyWrapper key = session.keys().getActiveKey(session.getContext().getRealm(), KeyUse.SIG, Algorithm.HS512);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getSecretKey().getEncoded(), "HmacSHA256"));
            return KeyedHash.of(key.getKid(), mac.doFinal(PURPOSE));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has HmacSHA256", e);
        }
    }
}
