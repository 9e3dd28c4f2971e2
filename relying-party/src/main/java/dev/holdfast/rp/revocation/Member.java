package dev.holdfast.rp.revocation;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.token.VerifiedToken;
import java.util.List;
import java.util.Optional;

/** The members of a subject, from the one that singles out most to the one that singles out least. */
enum Member {
    SESSION(1),
    TOKEN(2),
    DPOP_KEY(4),
    CERTIFICATE(8),
    USER(16),
    CLIENT(32);

    private final int bit;

    Member(int bit) {
        this.bit = bit;
    }

    /** One bit each, to keep a set of them in a byte. */
    int bit() {
        return bit;
    }

    Optional<String> of(RevokedSubject subject) {
        return switch (this) {
            case SESSION -> subject.session();
            case TOKEN -> subject.tokenId();
            case DPOP_KEY -> key(subject, KeyThumbprint.Kind.DPOP);
            case CERTIFICATE -> key(subject, KeyThumbprint.Kind.MTLS);
            case USER -> subject.user();
            case CLIENT -> subject.client();
        };
    }

    /** A token has at most one of each: it is bound to one DPoP key and one certificate at most. */
    Optional<String> of(VerifiedToken token) {
        return switch (this) {
            case SESSION -> token.sessionId();
            case TOKEN -> Optional.of(token.tokenId());
            case DPOP_KEY -> key(token.keys(), KeyThumbprint.Kind.DPOP);
            case CERTIFICATE -> key(token.keys(), KeyThumbprint.Kind.MTLS);
            case USER -> Optional.of(token.subject());
            case CLIENT -> Optional.of(token.clientId());
        };
    }

    private static Optional<String> key(RevokedSubject subject, KeyThumbprint.Kind kind) {
        return subject.key().filter(key -> key.kind() == kind).map(KeyThumbprint::value);
    }

    private static Optional<String> key(List<KeyThumbprint> keys, KeyThumbprint.Kind kind) {
        for (KeyThumbprint key : keys) {
            if (key.kind() == kind) {
                return Optional.of(key.value());
            }
        }
        return Optional.empty();
    }
}
