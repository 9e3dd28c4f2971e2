package dev.holdfast.rp.token;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/** The nonces of one resource server: its policy, bound to its name. */
record NonceChallenge(NoncePolicy policy, String context, Clock clock) {

    boolean isMetBy(Optional<String> nonce) {
        return nonce.filter(value -> policy.accepts(value, context, clock.instant()))
                .isPresent();
    }

    /** One nonce, and not to be kept by caches (RFC 9449 section 8.2). */
    Map<String, String> headers() {
        return Map.of("DPoP-Nonce", policy.issue(context, clock.instant()), "Cache-Control", "no-store");
    }
}
