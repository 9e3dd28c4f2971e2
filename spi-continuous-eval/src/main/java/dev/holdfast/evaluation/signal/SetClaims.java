package dev.holdfast.evaluation.signal;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import dev.holdfast.events.SubjectParser;
import dev.holdfast.events.SubjectParser.InvalidSubjectException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The claims of a security event token (RFC 8417 section 2.2; SSF 1.0 section 4), as strictly as our relying parties. */
public final class SetClaims {

    private static final Duration CLOCK_SKEW = Duration.ofSeconds(60);
    private static final int LONGEST_ID = 256;

    private SetClaims() {}

    /**
     * Checks whose token it claims to be; before that its keys need not be asked for.
     *
     * @param claims the claims, not yet verified
     * @param transmitter who sends it
     * @throws RefusedSetException if it is another's
     */
    public static void checkIssuer(Map<String, ?> claims, Transmitter transmitter) throws RefusedSetException {
        if (!transmitter.issuer().equals(claims.get("iss"))) {
            throw new RefusedSetException(Code.INVALID_ISSUER, "the issuer is not this transmitter");
        }
    }

    /**
     * Checks everything else: one audience, ours; {@code iat} and {@code event_timestamp} not more than 60 seconds ahead, the
     * token not older than {@link Transmitter#OLDEST}; a {@code jti}; no {@code sub} and no {@code exp} (SSF 1.0 sections
     * 4.1.2 and 4.1.7); exactly one event; a {@code sub_id} that is understood in full.
     *
     * @param claims the claims of a token whose signature is valid
     * @param transmitter who signed it
     * @param now the time
     * @return what it says
     * @throws RefusedSetException if it is not acceptable
     */
    public static InboundSignal check(Map<String, ?> claims, Transmitter transmitter, Instant now)
            throws RefusedSetException {
        checkIssuer(claims, transmitter);
        Object audience = claims.get("aud");
        if (!transmitter.audience().equals(audience)
                && !List.of(transmitter.audience()).equals(audience)) {
            throw new RefusedSetException(Code.INVALID_AUDIENCE, "the audience is not this receiver");
        }
        if (claims.containsKey("sub") || claims.containsKey("exp")) {
            throw invalid("a security event token has neither sub nor exp");
        }
        if (!(claims.get("jti") instanceof String id) || id.isEmpty() || id.length() > LONGEST_ID) {
            throw invalid("jti is missing");
        }
        Instant issuedAt = notAhead(time(claims, "iat"), now);
        if (issuedAt.isBefore(now.minus(Transmitter.OLDEST))) {
            throw invalid("the event is too old");
        }
        Map<String, Object> events = object(claims.get("events"), "events");
        if (events.size() != 1) {
            throw invalid("a security event token carries exactly one event");
        }
        String type = events.keySet().iterator().next();
        Map<String, Object> payload = object(events.get(type), "events");
        if (payload.containsKey("event_timestamp")) {
            notAhead(time(payload, "event_timestamp"), now);
        }
        try {
            return new InboundSignal(
                    id, type, SubjectParser.parse(object(claims.get("sub_id"), "sub_id")), payload, issuedAt);
        } catch (InvalidSubjectException e) {
            throw invalid("sub_id is not understood");
        }
    }

    private static Instant time(Map<String, ?> claims, String name) throws RefusedSetException {
        if (!(claims.get(name) instanceof Number number)) {
            throw invalid(name + " is missing or no number");
        }
        try {
            return Instant.ofEpochSecond(number.longValue());
        } catch (java.time.DateTimeException e) {
            throw invalid(name + " is no time");
        }
    }

    /** A time far ahead, such as one in milliseconds, would keep an end or a report alive beyond its life. */
    private static Instant notAhead(Instant time, Instant now) throws RefusedSetException {
        if (time.isAfter(now.plus(CLOCK_SKEW))) {
            throw invalid("iat or event_timestamp lies in the future");
        }
        return time;
    }

    private static Map<String, Object> object(@org.jspecify.annotations.Nullable Object value, String name)
            throws RefusedSetException {
        if (!(value instanceof Map<?, ?> map)) {
            throw invalid(name + " is missing or no object");
        }
        Map<String, Object> members = new HashMap<>();
        map.forEach((key, member) -> members.put(String.valueOf(key), member));
        return members;
    }

    private static RefusedSetException invalid(String description) {
        return new RefusedSetException(Code.INVALID_REQUEST, description);
    }
}
