package dev.holdfast.binding.keycloak;

import java.time.Duration;
import org.keycloak.common.util.Time;
import org.keycloak.representations.JsonWebToken;

/** Shortens tokens before they are signed; {@code expires_in} follows, because Keycloak counts it from {@code exp}. */
final class Lifetimes {

    private Lifetimes() {}

    /** Lets a token live at most so long from its issue; a shorter life stays. */
    static void cap(JsonWebToken token, Duration lifetime) {
        long issued = token.getIat() == null ? Time.currentTimeMillis() / 1000 : token.getIat();
        long latest = issued + lifetime.toSeconds();
        if (token.getExp() == null || token.getExp() == 0 || token.getExp() > latest) {
            token.exp(latest);
        }
    }
}
