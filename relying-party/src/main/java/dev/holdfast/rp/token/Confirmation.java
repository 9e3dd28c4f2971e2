package dev.holdfast.rp.token;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The keys that a token is bound to (RFC 7800 section 3.1): none, one, or one of each kind; then both must be proven. */
record Confirmation(Optional<KeyThumbprint> dpop, Optional<KeyThumbprint> certificate) {

    /**
     * Reads {@code cnf}. Other members beside {@code jkt} or {@code x5t#S256} are allowed (Keycloak adds one); without
     * either of the two the binding is unknown, and unknown is not the same as none.
     */
    static Confirmation of(Claims token) throws Refusal {
        if (!token.has("cnf")) {
            return new Confirmation(Optional.empty(), Optional.empty());
        }
        try {
            Claims cnf = token.object("cnf").orElseThrow();
            Optional<KeyThumbprint> dpop = cnf.string("jkt").map(KeyThumbprint::dpop);
            Optional<KeyThumbprint> certificate = cnf.string("x5t#S256").map(KeyThumbprint::mtls);
            if (dpop.isEmpty() && certificate.isEmpty()) {
                throw new Refusal(Reason.UNKNOWN_CONFIRMATION);
            }
            return new Confirmation(dpop, certificate);
        } catch (UntrustedJwtException | IllegalArgumentException e) {
            throw new Refusal(Reason.UNKNOWN_CONFIRMATION);
        }
    }

    boolean isEmpty() {
        return dpop.isEmpty() && certificate.isEmpty();
    }

    List<KeyThumbprint> keys() {
        return Stream.of(dpop, certificate).flatMap(Optional::stream).toList();
    }
}
