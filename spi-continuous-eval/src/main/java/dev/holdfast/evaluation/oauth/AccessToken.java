package dev.holdfast.evaluation.oauth;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * An access token of somebody else's, as far as we use it.
 *
 * @param value what stands after {@code Bearer}
 * @param usableUntil shortly before it expires
 */
public record AccessToken(String value, Instant usableUntil) {

    private static final int OK = 200;
    private static final int LONGEST = 8 * 1024;
    private static final int LONGEST_ERROR = 40;

    /** RFC 6750 section 2.1. Anything else could end the header and begin another. */
    private static final Pattern B64TOKEN = Pattern.compile("[A-Za-z0-9\\-._~+/]+=*");

    /** Of an answer that does not say how long. */
    private static final Duration UNSAID = Duration.ofMinutes(1);

    /** What we asked for may be taken away there: it is asked anew at least as often. */
    private static final Duration LONGEST_USE = Duration.ofHours(1);

    private static final Duration LARGEST_MARGIN = Duration.ofSeconds(30);

    /**
     * Reads the answer of a token endpoint (RFC 6749 section 5).
     *
     * @param status the HTTP status
     * @param members of the JSON object, empty if there is none
     * @param asked when the request was sent, from which the lifetime is counted
     * @return the token
     * @throws TokenUnavailableException if it brings no token that we can use: another status, no bearer token
     */
    public static AccessToken of(int status, Map<?, ?> members, Instant asked) throws TokenUnavailableException {
        if (status != OK) {
            Object error = members.get("error");
            throw new TokenUnavailableException("the token endpoint answers HTTP " + status
                    + (error instanceof String code ? ' ' + clean(code) : ""));
        }
        if (!(members.get("access_token") instanceof String value)
                || value.length() > LONGEST
                || !B64TOKEN.matcher(value).matches()) {
            throw new TokenUnavailableException("the token endpoint answers without an access token");
        }
        // One that is bound to a key is of no use as a bearer token.
        if (!(members.get("token_type") instanceof String type) || !type.equalsIgnoreCase("Bearer")) {
            throw new TokenUnavailableException("the token is no bearer token");
        }
        return new AccessToken(value, asked.plus(use(members.get("expires_in"))));
    }

    private static Duration use(@org.jspecify.annotations.Nullable Object expiresIn) {
        Duration life = UNSAID;
        if (expiresIn instanceof Number seconds) {
            long most = LONGEST_USE.plus(LARGEST_MARGIN).toSeconds();
            life = Duration.ofSeconds(Math.max(0, Math.min(seconds.longValue(), most)));
        }
        Duration fifth = life.dividedBy(5);
        return life.minus(fifth.compareTo(LARGEST_MARGIN) < 0 ? fifth : LARGEST_MARGIN);
    }

    /** It comes from outside and goes into logs. */
    private static String clean(String code) {
        String text = code.replaceAll("[^A-Za-z0-9_.-]", "?");
        return text.length() <= LONGEST_ERROR ? text : text.substring(0, LONGEST_ERROR);
    }

    /** Shows no token. */
    @Override
    public String toString() {
        return "AccessToken[until " + usableUntil + "]";
    }
}
