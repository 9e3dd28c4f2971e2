package dev.holdfast.rp.jwt;

import dev.holdfast.rp.jwt.UntrustedJwtException.Defect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The claims of a JWT. Reading one that is there but has another JSON type is an error, never an absence.
 *
 * @param members the JSON members: strings, booleans, {@code Long}, {@code Double}, lists and maps
 */
public record Claims(Map<String, Object> members) {

    /** The end of the year 9999: what is later is no time but a mistake, such as milliseconds. */
    private static final double MAX_EPOCH_SECONDS = 253_402_300_799d;

    /** Keeps a copy that cannot be changed. */
    public Claims {
        members = Collections.unmodifiableMap(new LinkedHashMap<>(members));
    }

    /**
     * Whether a claim is present, of whatever type.
     *
     * @param name name of the claim
     * @return true if it is present
     */
    public boolean has(String name) {
        return members.containsKey(name);
    }

    /**
     * A string claim.
     *
     * @param name name of the claim
     * @return its value, not empty; or empty if the claim is absent
     * @throws UntrustedJwtException {@link Defect#MALFORMED} if it is no string, or an empty one
     */
    public Optional<String> string(String name) throws UntrustedJwtException {
        Object value = members.get(name);
        if (value == null && !has(name)) {
            return Optional.empty();
        }
        if (value instanceof String string && !string.isEmpty()) {
            return Optional.of(string);
        }
        throw new UntrustedJwtException(Defect.MALFORMED);
    }

    /**
     * A claim that is one string or a list of strings, as {@code aud} is (RFC 7519 section 4.1.3).
     *
     * @param name name of the claim
     * @return its values; empty if the claim is absent
     * @throws UntrustedJwtException {@link Defect#MALFORMED} if it is anything else
     */
    public List<String> strings(String name) throws UntrustedJwtException {
        if (!(members.get(name) instanceof List<?> list)) {
            return string(name).map(List::of).orElse(List.of());
        }
        List<String> values = new ArrayList<>();
        for (Object value : list) {
            if (!(value instanceof String string)) {
                throw new UntrustedJwtException(Defect.MALFORMED);
            }
            values.add(string);
        }
        return List.copyOf(values);
    }

    /**
     * An object claim.
     *
     * @param name name of the claim
     * @return its members; or empty if the claim is absent
     * @throws UntrustedJwtException {@link Defect#MALFORMED} if it is no JSON object
     */
    public Optional<Claims> object(String name) throws UntrustedJwtException {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!(members.get(name) instanceof Map<?, ?> map)) {
            throw new UntrustedJwtException(Defect.MALFORMED);
        }
        Map<String, Object> copy = new LinkedHashMap<>();
        map.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return Optional.of(new Claims(copy));
    }

    /**
     * A time claim: seconds since 1970 (RFC 7519 section 2, NumericDate).
     *
     * @param name name of the claim
     * @return the time, with milliseconds if the claim has a fraction; or empty if the claim is absent
     * @throws UntrustedJwtException {@link Defect#MALFORMED} if it is no number, negative or after the year 9999
     */
    public Optional<Instant> time(String name) throws UntrustedJwtException {
        if (!has(name)) {
            return Optional.empty();
        }
        if (!(members.get(name) instanceof Number number)
                || !(number.doubleValue() >= 0 && number.doubleValue() <= MAX_EPOCH_SECONDS)) {
            throw new UntrustedJwtException(Defect.MALFORMED);
        }
        return Optional.of(
                number instanceof Long seconds
                        ? Instant.ofEpochSecond(seconds)
                        : Instant.ofEpochMilli((long) (number.doubleValue() * 1000)));
    }
}
