package dev.holdfast.rp.event.typed;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.rp.event.EventException;
import dev.holdfast.rp.event.EventException.Code;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import java.time.Instant;
import java.util.Optional;

/** An event whose members are checked against its specification. Members that are unknown are ignored (SSF 1.0 section 4.2.3). */
public sealed interface TypedEvent permits CredentialChange, CredentialCompromise, RiskLevelChange, TokenClaimsChange {

    /**
     * The event as it was verified.
     *
     * @return transmitter, id, time and everything else that was said
     */
    VerifiedEvent source();

    /**
     * Whom it is about.
     *
     * @return the subject
     */
    default SubjectIdentifier subject() {
        return source().subject();
    }

    /**
     * When it happened.
     *
     * @return a time, in practice whole seconds
     */
    default Instant eventTime() {
        return source().eventTime();
    }

    /**
     * Reads an event.
     *
     * @param event any verified event
     * @return what it says; empty if it is of a type that has no record here
     * @throws EventException {@link Code#INVALID_REQUEST} if a required member is missing or one has a value that the
     *     specification does not know
     */
    static Optional<TypedEvent> read(VerifiedEvent event) throws EventException {
        Optional<EventType> type = event.type();
        if (type.isEmpty()) {
            return Optional.empty();
        }
        try {
            Claims payload = new Claims(event.payload());
            return switch (type.get()) {
                case RISK_LEVEL_CHANGE -> Optional.of(RiskLevelChange.read(event, payload));
                case CREDENTIAL_CHANGE -> Optional.of(CredentialChange.read(event, payload));
                case CREDENTIAL_COMPROMISE -> Optional.of(CredentialCompromise.read(event, payload));
                case TOKEN_CLAIMS_CHANGE -> Optional.of(TokenClaimsChange.read(event, payload));
                default -> Optional.empty();
            };
        } catch (UntrustedJwtException | IllegalArgumentException e) {
            throw new EventException(Code.INVALID_REQUEST, "a member of the event is missing or has an unknown value");
        }
    }

    /** A member that must be there. */
    static String required(Claims payload, String name) throws UntrustedJwtException {
        return payload.string(name).orElseThrow(() -> new IllegalArgumentException(name));
    }
}
