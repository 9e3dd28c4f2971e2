package dev.holdfast.evaluation.delivery;

import dev.holdfast.evaluation.delivery.DeliveryVerdict.Delivered;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Refused;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Unavailable;
import dev.holdfast.evaluation.delivery.DeliveryVerdict.Undeliverable;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What a receiver answered to a push (RFC 8935 sections 2.2 to 2.4).
 *
 * @param status the HTTP status
 * @param err the member {@code err} of the answer's JSON, if there is one
 * @param retryAfter the header {@code Retry-After}, if it is there in seconds
 */
public record PushAnswer(int status, Optional<String> err, Optional<Duration> retryAfter) {

    /** The event itself is wrong for this receiver, and will be tomorrow. */
    private static final Set<String> NEVER_HEALS =
            Set.of("invalid_request", "invalid_issuer", "invalid_audience", "invalid_state");

    /** The receiver does not yet know the key: it passes when it has fetched the new ones. */
    private static final String INVALID_KEY = "invalid_key";

    private static final int BAD_REQUEST = 400;
    private static final int LONGEST_ERR = 40;
    private static final Duration LONGEST_REQUESTED_PAUSE = Duration.ofMinutes(10);

    /**
     * What it means. 2xx is delivered, although only 202 is right. 400 is judged by its {@code err}: an answer that cannot
     * heal makes a dead letter; {@code invalid_key} and what nobody knows are tried a limited number of times;
     * {@code authentication_failed} and {@code access_denied} concern our credential, not the event, and count as a
     * receiver that is unavailable. So does everything else: a 404 or a redirect is mended by an administrator.
     */
    public DeliveryVerdict verdict() {
        if (status >= 200 && status < 300) {
            return new Delivered();
        }
        if (status != BAD_REQUEST) {
            return new Unavailable("HTTP " + status, retryAfter.map(PushAnswer::bounded));
        }
        if (err.isEmpty()) {
            return new Refused("HTTP 400 without err");
        }
        String code = printable(err.get());
        String reason = "HTTP 400 " + code;
        if (NEVER_HEALS.contains(code)) {
            return new Undeliverable(reason);
        }
        if (code.equals("authentication_failed") || code.equals("access_denied")) {
            return new Unavailable(reason, Optional.empty());
        }
        return new Refused(code.equals(INVALID_KEY) ? reason + ": the receiver does not know our key" : reason);
    }

    /** It comes from outside and goes into logs. */
    private static String printable(String text) {
        String clean = text.replaceAll("[^A-Za-z0-9_.-]", "?");
        return clean.length() <= LONGEST_ERR ? clean : clean.substring(0, LONGEST_ERR);
    }

    private static Duration bounded(Duration asked) {
        if (asked.isNegative()) {
            return Duration.ZERO;
        }
        return asked.compareTo(LONGEST_REQUESTED_PAUSE) > 0 ? LONGEST_REQUESTED_PAUSE : asked;
    }
}
