package dev.holdfast.rp.revocation;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.events.SubjectIdentifier.JwtId;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.events.SubjectIdentifier.Simple;
import dev.holdfast.events.SubjectIdentifier.Uri;
import dev.holdfast.rp.revocation.Recording.Reason;
import java.util.Optional;

/**
 * Reads a subject as members of a token, and never as more than was meant.
 *
 * <p>A tenant, or a user named by something else than {@code iss_sub}, cannot be looked up on a token. Beside a session they
 * say nothing new, for a session has one user and one tenant; without a session they narrow the subject, and the event is
 * ignored unless {@code unevaluatedAllowed}. A device or client of an unknown form always narrows, so it is never passed over.
 */
record SubjectReader(boolean unevaluatedAllowed) {

    /** Why a subject cannot be read. */
    static final class Unreadable extends Exception {

        private static final long serialVersionUID = 1L;

        private final Reason reason;

        Unreadable(Reason reason) {
            super(reason.name(), null, false, false);
            this.reason = reason;
        }

        Reason reason() {
            return reason;
        }
    }

    RevokedSubject read(SubjectIdentifier subject, String issuer) throws Unreadable {
        if (subject instanceof Complex complex) {
            return complex(complex, issuer);
        }
        if (subject instanceof IssSub user) {
            return new RevokedSubject(
                    issuer, none(), none(), Optional.empty(), Optional.of(local(user, issuer)), none());
        }
        if (subject instanceof JwtId token) {
            requireSame(token.iss(), issuer);
            return new RevokedSubject(issuer, none(), Optional.of(token.jti()), Optional.empty(), none(), none());
        }
        throw new Unreadable(Reason.NOT_EVALUABLE);
    }

    private RevokedSubject complex(Complex subject, String issuer) throws Unreadable {
        Optional<String> user = none();
        boolean passedOver = subject.tenant().isPresent();
        if (subject.user().isPresent()) {
            if (subject.user().get() instanceof IssSub issSub) {
                user = Optional.of(local(issSub, issuer));
            } else {
                passedOver = true;
            }
        }
        Optional<String> session = subject.session().isPresent()
                ? Optional.of(opaque(subject.session().get()))
                : none();
        Optional<String> client = subject.application().isPresent()
                ? Optional.of(opaque(subject.application().get()))
                : none();
        Optional<KeyThumbprint> key = subject.device().isPresent()
                ? Optional.of(thumbprint(subject.device().get()))
                : Optional.empty();
        if (passedOver && session.isEmpty() && !unevaluatedAllowed) {
            throw new Unreadable(Reason.NOT_EVALUABLE);
        }
        return new RevokedSubject(issuer, session, none(), key, user, client);
    }

    private static String local(IssSub user, String issuer) throws Unreadable {
        requireSame(user.iss(), issuer);
        return user.sub();
    }

    private static void requireSame(String subjectIssuer, String issuer) throws Unreadable {
        if (!subjectIssuer.equals(issuer)) {
            throw new Unreadable(Reason.FOREIGN_SUBJECT);
        }
    }

    private static String opaque(Simple subject) throws Unreadable {
        if (subject instanceof Opaque opaque) {
            return opaque.id();
        }
        throw new Unreadable(Reason.NOT_EVALUABLE);
    }

    private static KeyThumbprint thumbprint(Simple subject) throws Unreadable {
        if (subject instanceof Uri uri) {
            return KeyThumbprint.fromUri(uri.uri()).orElseThrow(() -> new Unreadable(Reason.NOT_EVALUABLE));
        }
        throw new Unreadable(Reason.NOT_EVALUABLE);
    }

    private static Optional<String> none() {
        return Optional.empty();
    }
}
