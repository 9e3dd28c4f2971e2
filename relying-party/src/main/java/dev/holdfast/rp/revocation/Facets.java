package dev.holdfast.rp.revocation;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.token.VerifiedToken;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A subject as far as a token can be checked for it: every member that is present must match (SSF 1.0 section 3.3).
 *
 * @param issuer the issuer in whose world the other members are names
 */
record Facets(
        String issuer,
        Optional<String> session,
        Optional<String> tokenId,
        Optional<KeyThumbprint> key,
        Optional<String> user,
        Optional<String> client) {

    /** One hash key; {@code kind} keeps a session id from being taken for a user. */
    record Handle(Kind kind, String issuer, String name) {}

    /** From the one that singles out most to the one that singles out least. */
    enum Kind {
        SESSION,
        TOKEN,
        KEY,
        USER,
        CLIENT
    }

    /** Where to file this subject: under its most exact member, so that few others lie beside it. */
    Optional<Handle> handle() {
        return session.map(name -> new Handle(Kind.SESSION, issuer, name))
                .or(() -> tokenId.map(name -> new Handle(Kind.TOKEN, issuer, name)))
                .or(() -> key.map(thumbprint -> new Handle(Kind.KEY, issuer, thumbprint.toUri())))
                .or(() -> user.map(name -> new Handle(Kind.USER, issuer, name)))
                .or(() -> client.map(name -> new Handle(Kind.CLIENT, issuer, name)));
    }

    /** Every place where a subject that matches a token can be filed. */
    static Stream<Handle> handles(VerifiedToken token) {
        String issuer = token.issuer();
        return Stream.of(
                        token.sessionId().stream().map(name -> new Handle(Kind.SESSION, issuer, name)),
                        Stream.of(new Handle(Kind.TOKEN, issuer, token.tokenId())),
                        token.keys().stream().map(key -> new Handle(Kind.KEY, issuer, key.toUri())),
                        Stream.of(new Handle(Kind.USER, issuer, token.subject())),
                        Stream.of(new Handle(Kind.CLIENT, issuer, token.clientId())))
                .flatMap(handles -> handles);
    }

    boolean matches(VerifiedToken token) {
        return issuer.equals(token.issuer())
                && (session.isEmpty() || session.equals(token.sessionId()))
                && (tokenId.isEmpty() || tokenId.get().equals(token.tokenId()))
                && (key.isEmpty() || token.keys().contains(key.get()))
                && (user.isEmpty() || user.get().equals(token.subject()))
                && (client.isEmpty() || client.get().equals(token.clientId()));
    }

    /** A session that ended does not begin again, and neither does a token: no token of theirs is newer than the event. */
    boolean isFinal() {
        return session.isPresent() || tokenId.isPresent();
    }
}
