package dev.holdfast.rp.event.typed;

import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import java.util.Map;

/**
 * Claims of tokens that were issued before have other values now (CAEP 1.0 section 3.2).
 *
 * @param source the event as it was verified
 * @param claims the new values by claim, at least one; JSON members, not to be changed
 */
public record TokenClaimsChange(VerifiedEvent source, Map<String, Object> claims) implements TypedEvent {

    static TokenClaimsChange read(VerifiedEvent event, Claims payload) throws UntrustedJwtException {
        Map<String, Object> claims =
                payload.object("claims").map(Claims::members).orElse(Map.of());
        if (claims.isEmpty()) {
            throw new IllegalArgumentException("claims");
        }
        return new TokenClaimsChange(event, claims);
    }
}
