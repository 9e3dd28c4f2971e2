package dev.holdfast.rp.token;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import dev.holdfast.rp.token.VerificationException.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What the claims of an access token must say (RFC 9068 sections 2.2 and 4), given that the issuer signed them. */
record AccessTokenClaims(String issuer, String audience, Duration maxLifetime, Duration skew, Clock clock) {

    /** Keycloak says in a claim, too, what a token is: the same header type JWT stands on its ID tokens. */
    private static final Set<String> TYPES = Set.of("Bearer", "DPoP");

    VerifiedToken check(Claims claims, List<KeyThumbprint> keys) throws Refusal {
        try {
            VerifiedToken.Identity identity = identity(claims);
            VerifiedToken.Validity validity = validity(claims);
            return new VerifiedToken(identity, validity, keys, claims.members());
        } catch (UntrustedJwtException e) {
            throw new Refusal(Reason.TOKEN_MALFORMED);
        }
    }

    private VerifiedToken.Identity identity(Claims claims) throws Refusal, UntrustedJwtException {
        Optional<String> type = claims.string("typ");
        if (type.isPresent() && !TYPES.contains(type.get())) {
            throw new Refusal(Reason.TOKEN_TYPE);
        }
        if (!required(claims.string("iss")).equals(issuer)) {
            throw new Refusal(Reason.TOKEN_ISSUER);
        }
        Optional<String> clientId = claims.string("client_id");
        Optional<String> authorizedParty = claims.string("azp");
        if (clientId.isPresent() && authorizedParty.isPresent() && !clientId.equals(authorizedParty)) {
            throw new Refusal(Reason.TOKEN_MALFORMED);
        }
        return new VerifiedToken.Identity(
                issuer,
                required(claims.string("sub")),
                required(clientId.or(() -> authorizedParty)),
                claims.string("sid"),
                required(claims.string("jti")));
    }

    private VerifiedToken.Validity validity(Claims claims) throws Refusal, UntrustedJwtException {
        List<String> audiences = claims.strings("aud");
        if (!audiences.contains(audience)) {
            throw new Refusal(Reason.TOKEN_AUDIENCE);
        }
        Instant issuedAt = required(claims.time("iat"));
        Instant expiresAt = required(claims.time("exp"));
        Instant now = clock.instant();
        if (!expiresAt.plus(skew).isAfter(now)) {
            throw new Refusal(Reason.TOKEN_EXPIRED);
        }
        Instant notBefore = claims.time("nbf").orElse(issuedAt);
        if (issuedAt.isAfter(now.plus(skew)) || notBefore.isAfter(now.plus(skew))) {
            throw new Refusal(Reason.TOKEN_NOT_YET_VALID);
        }
        if (issuedAt.plus(maxLifetime).isBefore(expiresAt)) {
            throw new Refusal(Reason.TOKEN_LIFETIME);
        }
        return new VerifiedToken.Validity(issuedAt, expiresAt, audiences, scopes(claims));
    }

    /** Keycloak writes an empty string when no scope is granted, so this one claim may be empty. */
    private static Set<String> scopes(Claims claims) throws Refusal {
        Object scope = claims.members().getOrDefault("scope", "");
        if (!(scope instanceof String list)) {
            throw new Refusal(Reason.TOKEN_MALFORMED);
        }
        return Arrays.stream(list.split(" ", -1))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T> T required(Optional<T> claim) throws Refusal {
        return claim.orElseThrow(() -> new Refusal(Reason.TOKEN_CLAIM_MISSING));
    }
}
