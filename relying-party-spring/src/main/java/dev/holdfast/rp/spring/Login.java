package dev.holdfast.rp.spring;

import dev.holdfast.rp.revocation.Revocation;
import dev.holdfast.rp.revocation.RevokedSubject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * An OpenID Connect login that an HTTP session holds.
 *
 * @param claims what the issuer said of it: {@code iss}, {@code sub}, {@code sid}
 * @param begun when
 */
record Login(Map<String, Object> claims, Instant begun) {

    /** Whether a revocation ends it. */
    boolean endsWith(Revocation revocation) {
        RevokedSubject subject = revocation.subject();
        if (!subject.issuer().equals(String.valueOf(claims.get("iss")))) {
            return false;
        }
        if (subject.user().isPresent() && !subject.user().get().equals(claims.get("sub"))) {
            return false;
        }
        if (subject.session().isPresent()) {
            return subject.session().get().equals(claims.get("sid"));
        }
        // A token, key or client that is revoked says nothing of how its user signed in.
        // Events carry whole seconds: a login in the second of the event ends.
        return subject.user().isPresent()
                && subject.tokenId().isEmpty()
                && subject.key().isEmpty()
                && subject.client().isEmpty()
                && !begun.truncatedTo(ChronoUnit.SECONDS).isAfter(revocation.eventTime());
    }
}
