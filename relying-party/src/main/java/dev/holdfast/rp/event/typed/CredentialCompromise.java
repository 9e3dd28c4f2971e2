package dev.holdfast.rp.event.typed;

import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.UntrustedJwtException;

/**
 * A credential was found in the wrong hands (RISC 1.0 section 2.7). Whatever the subject holds of this relying party, such as
 * a secret that both know, should be changed.
 *
 * @param source the event as it was verified
 * @param credentialType such as {@code app} or {@code x509}, as in {@link CredentialChange}
 */
public record CredentialCompromise(VerifiedEvent source, String credentialType) implements TypedEvent {

    static CredentialCompromise read(VerifiedEvent event, Claims payload) throws UntrustedJwtException {
        return new CredentialCompromise(event, TypedEvent.required(payload, "credential_type"));
    }
}
