package dev.holdfast.evaluation.keycloak.ssf;

import dev.holdfast.events.SubjectIdentifier;
import org.keycloak.ssf.subject.ComplexSubjectId;
import org.keycloak.ssf.subject.EmailSubjectId;
import org.keycloak.ssf.subject.IssuerSubjectId;
import org.keycloak.ssf.subject.JwtSubjectId;
import org.keycloak.ssf.subject.OpaqueSubjectId;
import org.keycloak.ssf.subject.SubjectId;
import org.keycloak.ssf.subject.UriSubjectId;

/** Says a subject in the words of Keycloak's transmitter. */
final class SsfSubjects {

    private SsfSubjects() {}

    static SubjectId of(SubjectIdentifier subject) {
        if (subject instanceof SubjectIdentifier.Simple simple) {
            return ofSimple(simple);
        }
        SubjectIdentifier.Complex complex = (SubjectIdentifier.Complex) subject;
        ComplexSubjectId id = new ComplexSubjectId();
        complex.user().map(SsfSubjects::ofSimple).ifPresent(id::setUser);
        complex.session().map(SsfSubjects::ofSimple).ifPresent(id::setSession);
        complex.application().map(SsfSubjects::ofSimple).ifPresent(id::setApplication);
        complex.device().map(SsfSubjects::ofSimple).ifPresent(id::setDevice);
        complex.tenant().map(SsfSubjects::ofSimple).ifPresent(id::setTenant);
        return id;
    }

    private static SubjectId ofSimple(SubjectIdentifier.Simple subject) {
        if (subject instanceof SubjectIdentifier.IssSub issSub) {
            IssuerSubjectId id = new IssuerSubjectId();
            id.setIss(issSub.iss());
            id.setSub(issSub.sub());
            return id;
        }
        if (subject instanceof SubjectIdentifier.Email email) {
            EmailSubjectId id = new EmailSubjectId();
            id.setEmail(email.email());
            return id;
        }
        if (subject instanceof SubjectIdentifier.Uri uri) {
            UriSubjectId id = new UriSubjectId();
            id.setUri(uri.uri());
            return id;
        }
        if (subject instanceof SubjectIdentifier.JwtId token) {
            JwtSubjectId id = new JwtSubjectId();
            id.setIss(token.iss());
            id.setJti(token.jti());
            return id;
        }
        OpaqueSubjectId id = new OpaqueSubjectId();
        id.setId(((SubjectIdentifier.Opaque) subject).id());
        return id;
    }
}
