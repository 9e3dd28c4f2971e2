package dev.holdfast.rp.token;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.events.SubjectIdentifier;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An access token whose issuer, audience, time and holder are verified. Only {@link BoundTokenVerifier} makes one. */
public final class VerifiedToken {

    private final Identity identity;
    private final Validity validity;
    private final List<KeyThumbprint> keys;
    private final Map<String, Object> claims;

    /** Who. */
    record Identity(String issuer, String subject, String clientId, Optional<String> sessionId, String tokenId) {}

    /** When and for what. */
    record Validity(Instant issuedAt, Instant expiresAt, List<String> audience, Set<String> scopes) {}

    VerifiedToken(Identity identity, Validity validity, List<KeyThumbprint> keys, Map<String, Object> claims) {
        this.identity = identity;
        this.validity = validity;
        this.keys = keys;
        this.claims = claims;
    }

    /**
     * The issuer ({@code iss}).
     *
     * @return the expected issuer, character by character
     */
    public String issuer() {
        return identity.issuer();
    }

    /**
     * The user or service account that the token stands for ({@code sub}).
     *
     * @return a name that is unique at the issuer
     */
    public String subject() {
        return identity.subject();
    }

    /**
     * The client that asked for the token ({@code client_id}, else {@code azp}).
     *
     * @return the client id
     */
    public String clientId() {
        return identity.clientId();
    }

    /**
     * The session that the token belongs to ({@code sid}).
     *
     * @return the session id; empty for a token without a session
     */
    public Optional<String> sessionId() {
        return identity.sessionId();
    }

    /**
     * The token itself ({@code jti}).
     *
     * @return the token id
     */
    public String tokenId() {
        return identity.tokenId();
    }

    /**
     * When the token was issued ({@code iat}).
     *
     * @return a time, in practice whole seconds
     */
    public Instant issuedAt() {
        return validity.issuedAt();
    }

    /**
     * When the token expires ({@code exp}).
     *
     * @return a time, in practice whole seconds
     */
    public Instant expiresAt() {
        return validity.expiresAt();
    }

    /**
     * Whom the token is meant for ({@code aud}).
     *
     * @return at least the expected audience
     */
    public List<String> audience() {
        return validity.audience();
    }

    /**
     * What the token allows ({@code scope}).
     *
     * @return the scopes, possibly none
     */
    public Set<String> scopes() {
        return validity.scopes();
    }

    /**
     * The keys whose possession was proven.
     *
     * @return one or two; none only if {@link BoundTokenVerifierBuilder#allowBearer()} was called
     */
    public List<KeyThumbprint> keys() {
        return keys;
    }

    /**
     * Every claim of the token.
     *
     * @return JSON members, not to be changed
     */
    public Map<String, Object> claims() {
        return claims;
    }

    /**
     * Whom the token stands for, to speak of it in a security event: user, session, client and, as the device, the key.
     *
     * @return a complex subject (SSF 1.0 section 3.3)
     */
    public SubjectIdentifier.Complex asSubject() {
        return new SubjectIdentifier.Complex(
                Optional.of(new SubjectIdentifier.IssSub(issuer(), subject())),
                sessionId().map(SubjectIdentifier.Opaque::new),
                Optional.of(new SubjectIdentifier.Opaque(clientId())),
                keys.stream().findFirst().map(key -> new SubjectIdentifier.Uri(key.toUri())),
                Optional.empty());
    }

    /** Names client and token id only. */
    @Override
    public String toString() {
        return "VerifiedToken[client=" + clientId() + ", jti=" + tokenId() + "]";
    }
}
