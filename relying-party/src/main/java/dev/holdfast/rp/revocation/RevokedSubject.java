package dev.holdfast.rp.revocation;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.token.VerifiedToken;
import java.util.Optional;

/**
 * A subject as far as a token can be checked for it: every member that is present must match (SSF 1.0 section 3.3). At least
 * one is present.
 *
 * @param issuer the issuer in whose world the other members are names
 * @param session the session ({@code sid})
 * @param tokenId one token ({@code jti})
 * @param key a key that tokens are bound to
 * @param user the user or service account ({@code sub})
 * @param client the client id
 */
public record RevokedSubject(
        String issuer,
        Optional<String> session,
        Optional<String> tokenId,
        Optional<KeyThumbprint> key,
        Optional<String> user,
        Optional<String> client) {

    /**
     * Whether a token is one of this subject, whenever it was issued.
     *
     * @param token a verified token
     * @return true if every member matches
     */
    public boolean names(VerifiedToken token) {
        return issuer.equals(token.issuer())
                && (session.isEmpty() || session.equals(token.sessionId()))
                && (tokenId.isEmpty() || tokenId.get().equals(token.tokenId()))
                && (key.isEmpty() || token.keys().contains(key.get()))
                && (user.isEmpty() || user.get().equals(token.subject()))
                && (client.isEmpty() || client.get().equals(token.clientId()));
    }

    /**
     * Whether no newer token can be trusted again: a session that ended does not begin again, and neither does a token.
     *
     * @return true for a session or a token
     */
    public boolean isFinal() {
        return session.isPresent() || tokenId.isPresent();
    }

    boolean isEmpty() {
        return session.isEmpty() && tokenId.isEmpty() && key.isEmpty() && user.isEmpty() && client.isEmpty();
    }
}
