package dev.holdfast.evaluation.signal;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectIdentifier.Complex;
import dev.holdfast.events.SubjectIdentifier.IssSub;
import dev.holdfast.events.SubjectIdentifier.Opaque;
import dev.holdfast.events.SubjectIdentifier.Simple;
import dev.holdfast.events.SubjectIdentifier.Uri;
import java.util.Optional;

/** Reads the subject of a signal: all members of a complex one describe one principal, so each narrows it. */
final class SubjectScope {

    private final String issuer;

    SubjectScope(String issuer) {
        this.issuer = issuer;
    }

    SignalScope of(SubjectIdentifier subject) throws RefusedSetException {
        if (subject instanceof Complex complex) {
            return ofComplex(complex);
        }
        if (subject instanceof IssSub user) {
            return new SignalScope.OfUser(user(user), Optional.empty());
        }
        if (subject instanceof Uri uri) {
            return new SignalScope.OfKey(key(uri), Optional.empty());
        }
        throw unknown("a subject of this format names nobody here");
    }

    private SignalScope ofComplex(Complex subject) throws RefusedSetException {
        Optional<String> client = subject.application().isPresent()
                ? Optional.of(opaque(subject.application().get()))
                : Optional.empty();
        Optional<String> user =
                subject.user().isPresent() ? Optional.of(user(subject.user().get())) : Optional.empty();
        if (subject.session().isPresent()) {
            return new SignalScope.OfSession(opaque(subject.session().get()), user, client);
        }
        // A key is narrower than its user, who for a service is the client itself.
        if (subject.device().isPresent()) {
            return new SignalScope.OfKey(key(subject.device().get()), client);
        }
        if (user.isPresent()) {
            return new SignalScope.OfUser(user.get(), client);
        }
        return client.isPresent() ? new SignalScope.OfApplication(client.get()) : new SignalScope.OfTenant();
    }

    private String user(Simple subject) throws RefusedSetException {
        if (subject instanceof IssSub user && user.iss().equals(issuer)) {
            return user.sub();
        }
        throw unknown("the user is not one of this issuer");
    }

    private static String opaque(Simple subject) throws RefusedSetException {
        if (subject instanceof Opaque opaque) {
            return opaque.id();
        }
        throw unknown("session and application are named by opaque ids");
    }

    private static KeyThumbprint key(Simple subject) throws RefusedSetException {
        Optional<KeyThumbprint> key = subject instanceof Uri uri ? KeyThumbprint.fromUri(uri.uri()) : Optional.empty();
        return key.orElseThrow(() -> unknown("the device is not named by the thumbprint of its key"));
    }

    private static RefusedSetException unknown(String description) {
        return new RefusedSetException(Code.INVALID_REQUEST, description);
    }
}
