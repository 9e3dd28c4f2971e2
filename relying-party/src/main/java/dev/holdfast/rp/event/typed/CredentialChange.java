package dev.holdfast.rp.event.typed;

import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import java.util.Optional;

/**
 * A credential was created, changed, revoked or deleted (CAEP 1.0 section 3.3).
 *
 * @param source the event as it was verified
 * @param credentialType such as {@code x509} or {@code password}; parties may agree on others, so it is open
 * @param change what was done
 * @param friendlyName what its owner calls it
 * @param x509Issuer issuer of a certificate (RFC 5280)
 * @param x509Serial serial number of a certificate (RFC 5280)
 * @param fido2Aaguid model of an authenticator
 */
public record CredentialChange(
        VerifiedEvent source,
        String credentialType,
        Change change,
        Optional<String> friendlyName,
        Optional<String> x509Issuer,
        Optional<String> x509Serial,
        Optional<String> fido2Aaguid)
        implements TypedEvent {

    /** What was done to a credential. */
    public enum Change {
        /** Made. */
        CREATE,
        /** No longer to be trusted. */
        REVOKE,
        /** Changed. */
        UPDATE,
        /** Removed. */
        DELETE
    }

    static CredentialChange read(VerifiedEvent event, Claims payload) throws UntrustedJwtException {
        return new CredentialChange(
                event,
                TypedEvent.required(payload, "credential_type"),
                change(TypedEvent.required(payload, "change_type")),
                payload.string("friendly_name"),
                payload.string("x509_issuer"),
                payload.string("x509_serial"),
                payload.string("fido2_aaguid"));
    }

    private static Change change(String value) {
        return switch (value) {
            case "create" -> Change.CREATE;
            case "revoke" -> Change.REVOKE;
            case "update" -> Change.UPDATE;
            case "delete" -> Change.DELETE;
            default -> throw new IllegalArgumentException("change_type");
        };
    }
}
