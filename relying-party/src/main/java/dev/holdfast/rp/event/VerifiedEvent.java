package dev.holdfast.rp.event;

import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * One security event whose transmitter, audience and form are verified. A statement of what happened, not a command (RFC
 * 8417 section 3). Only {@link SecurityEventVerifier} makes one.
 */
public final class VerifiedEvent {

    private final Envelope envelope;
    private final String typeUri;
    private final SubjectIdentifier subject;
    private final Map<String, Object> payload;
    private final Instant eventTime;

    /** The claims around the event. */
    record Envelope(String issuer, String id, Instant issuedAt, Optional<String> transactionId) {}

    VerifiedEvent(
            Envelope envelope,
            String typeUri,
            SubjectIdentifier subject,
            Map<String, Object> payload,
            Instant eventTime) {
        this.envelope = envelope;
        this.typeUri = typeUri;
        this.subject = subject;
        this.payload = payload;
        this.eventTime = eventTime;
    }

    /**
     * Who says it ({@code iss}).
     *
     * @return the expected transmitter, character by character
     */
    public String issuer() {
        return envelope.issuer();
    }

    /**
     * The id of the token ({@code jti}); a redelivery has the same one.
     *
     * @return an id that is unique at the issuer
     */
    public String id() {
        return envelope.id();
    }

    /**
     * When the token was made ({@code iat}).
     *
     * @return a time, in practice whole seconds
     */
    public Instant issuedAt() {
        return envelope.issuedAt();
    }

    /**
     * What several events of one cause have in common ({@code txn}, RFC 8417 section 2.2).
     *
     * @return the transaction id, if there is one
     */
    public Optional<String> transactionId() {
        return envelope.transactionId();
    }

    /**
     * What happened.
     *
     * @return the URI of the event type
     */
    public String typeUri() {
        return typeUri;
    }

    /**
     * What happened, in the words of Holdfast.
     *
     * @return the event type; empty for one that Holdfast does not speak
     */
    public Optional<EventType> type() {
        return EventType.fromUri(typeUri);
    }

    /**
     * Whom it is about ({@code sub_id}); for a verification event the stream.
     *
     * @return the subject
     */
    public SubjectIdentifier subject() {
        return subject;
    }

    /**
     * What the event says.
     *
     * @return the JSON members of the event, not to be changed; unknown ones are to be ignored (SSF 1.0 section 4.2.3)
     */
    public Map<String, Object> payload() {
        return payload;
    }

    /**
     * When it happened ({@code event_timestamp}, CAEP 1.0 section 2; else {@code iat}).
     *
     * @return a time, in practice whole seconds
     */
    public Instant eventTime() {
        return eventTime;
    }

    /**
     * The state that the receiver gave when it asked for a verification event (SSF 1.0 section 8.1.4).
     *
     * @return the state; empty for other events, and for a verification that nobody asked for
     */
    public Optional<String> verificationState() {
        return type().filter(EventType.VERIFICATION::equals)
                .map(type -> payload.get("state"))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }

    /** Names id and type only. */
    @Override
    public String toString() {
        return "VerifiedEvent[" + typeUri + ", jti=" + id() + "]";
    }
}
