package dev.holdfast.rp.event;

import dev.holdfast.events.SubjectIdentifier;
import dev.holdfast.events.SubjectParser;
import dev.holdfast.events.SubjectParser.InvalidSubjectException;
import dev.holdfast.rp.event.EventException.Code;
import dev.holdfast.rp.jwt.Claims;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.jwt.IssuerSignature;
import dev.holdfast.rp.jwt.KeysUnavailableException;
import dev.holdfast.rp.jwt.UntrustedJwtException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Verifies security event tokens of one transmitter for one audience (RFC 8417; SSF 1.0 section 4; CAEP Interoperability
 * Profile). Accepts RS256, PS256 and ES256. Whether a token was seen before is not checked here: a redelivery must be
 * answered like the first one, see {@link PushReceiver}. Safe for use by several threads.
 */
public final class SecurityEventVerifier {

    private static final Set<String> TYPES = Set.of("secevent+jwt", "application/secevent+jwt");
    private static final Set<String> ALGORITHMS = Set.of("RS256", "PS256", "ES256");
    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);

    private final String issuer;
    private final String audience;
    private final IssuerSignature signature;
    private final Clock clock;

    private SecurityEventVerifier(String issuer, IssuerKeys keys, String audience, Clock clock) {
        this.issuer = issuer;
        this.audience = audience;
        this.signature = new IssuerSignature(keys, TYPES, ALGORITHMS);
        this.clock = clock;
    }

    /**
     * A verifier with fetched keys and the system clock, see {@link IssuerKeys#fetchedFrom(URI)}.
     *
     * @param issuer the transmitter, compared character by character with {@code iss}
     * @param jwksUri the transmitter's JWKS document
     * @param audience what the transmitter calls this receiver; the {@code aud} of the stream
     * @return the verifier
     */
    public static SecurityEventVerifier forTransmitter(URI issuer, URI jwksUri, String audience) {
        return forTransmitter(issuer, IssuerKeys.fetchedFrom(jwksUri), audience, Clock.systemUTC());
    }

    /**
     * A verifier.
     *
     * @param issuer the transmitter, compared character by character with {@code iss}
     * @param keys the transmitter's keys
     * @param audience what the transmitter calls this receiver; the {@code aud} of the stream
     * @param clock tells the time
     * @return the verifier
     */
    public static SecurityEventVerifier forTransmitter(URI issuer, IssuerKeys keys, String audience, Clock clock) {
        return new SecurityEventVerifier(issuer.toString(), keys, audience, clock);
    }

    /**
     * Verifies one token: {@code typ}, signature, {@code iss}, {@code aud}, {@code iat} and {@code event_timestamp} not
     * more than 60 seconds ahead, {@code jti}; no {@code sub} and no {@code exp} (SSF 1.0 sections 4.1.2 and 4.1.7);
     * exactly one event; a {@code sub_id} that is understood in full.
     *
     * @param compactSet the token in compact form
     * @return the event
     * @throws EventException if the token must be refused
     * @throws KeysUnavailableException if the transmitter's keys cannot be fetched now
     */
    public VerifiedEvent verify(String compactSet) throws EventException {
        Claims claims = signedClaims(compactSet);
        try {
            checkAddress(claims);
            if (claims.has("sub") || claims.has("exp")) {
                throw invalid("a security event token has neither sub nor exp");
            }
            VerifiedEvent.Envelope envelope = new VerifiedEvent.Envelope(
                    issuer,
                    required(claims.string("jti"), "jti"),
                    notAhead(required(claims.time("iat"), "iat")),
                    claims.string("txn"));
            return event(claims, envelope);
        } catch (UntrustedJwtException e) {
            throw invalid("a claim has a wrong type");
        }
    }

    private VerifiedEvent event(Claims claims, VerifiedEvent.Envelope envelope)
            throws EventException, UntrustedJwtException {
        Claims events = required(claims.object("events"), "events");
        if (events.members().size() != 1) {
            throw invalid("a security event token carries exactly one event");
        }
        String type = events.members().keySet().iterator().next();
        Claims payload = required(events.object(type), "events");
        Optional<Instant> eventTime = payload.time("event_timestamp");
        return new VerifiedEvent(
                envelope,
                type,
                subject(required(claims.object("sub_id"), "sub_id")),
                payload.members(),
                notAhead(eventTime.orElse(envelope.issuedAt())));
    }

    private Claims signedClaims(String compactSet) throws EventException {
        try {
            return signature.verify(compactSet);
        } catch (UntrustedJwtException e) {
            throw switch (e.defect()) {
                case MALFORMED -> invalid("no signed JWT in compact form");
                case TYPE -> invalid("the type is not secevent+jwt");
                case ALGORITHM -> new EventException(Code.INVALID_KEY, "the signature algorithm is not accepted");
                case UNKNOWN_KEY -> new EventException(Code.INVALID_KEY, "the signing key is not known");
                case SIGNATURE -> new EventException(Code.AUTHENTICATION_FAILED, "the signature is not valid");
            };
        }
    }

    private void checkAddress(Claims claims) throws EventException, UntrustedJwtException {
        if (!claims.string("iss").equals(Optional.of(issuer))) {
            throw new EventException(Code.INVALID_ISSUER, "the issuer is not the transmitter of this stream");
        }
        if (!claims.strings("aud").equals(List.of(audience))) {
            throw new EventException(Code.INVALID_AUDIENCE, "the audience is not this receiver");
        }
    }

    /** A time far ahead, such as one in milliseconds, would cut off tokens that are not even issued yet. */
    private Instant notAhead(Instant time) throws EventException {
        if (time.isAfter(clock.instant().plus(CLOCK_SKEW))) {
            throw invalid("iat or event_timestamp lies in the future");
        }
        return time;
    }

    private static SubjectIdentifier subject(Claims subject) throws EventException {
        try {
            return SubjectParser.parse(subject.members());
        } catch (InvalidSubjectException e) {
            throw invalid("sub_id is not understood");
        }
    }

    private static <T> T required(Optional<T> claim, String name) throws EventException {
        return claim.orElseThrow(() -> invalid(name + " is missing"));
    }

    private static EventException invalid(String description) {
        return new EventException(Code.INVALID_REQUEST, description);
    }
}
