package dev.holdfast.evaluation.signal;

import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The header of a security event token, as far as it decides how the signature is checked.
 *
 * @param algorithm one that the transmitter may use
 * @param keyId names the key
 */
public record SetHeader(String algorithm, String keyId) {

    private static final Set<String> TYPES = Set.of("secevent+jwt", "application/secevent+jwt");

    /**
     * Reads a header: {@code typ} must say what the token is, so that no other token of the transmitter can be shown
     * instead (RFC 8417 section 2.3); no extension is understood (RFC 7515 section 4.1.11); a key is never taken from the
     * token itself.
     *
     * @param header the JSON object
     * @param transmitter who sends it
     * @return the header
     * @throws RefusedSetException if it is not acceptable
     */
    public static SetHeader of(Map<String, ?> header, Transmitter transmitter) throws RefusedSetException {
        if (!(header.get("typ") instanceof String type) || !TYPES.contains(type.toLowerCase(Locale.ROOT))) {
            throw new RefusedSetException(Code.INVALID_REQUEST, "the type is not secevent+jwt");
        }
        if (header.containsKey("crit")) {
            throw new RefusedSetException(Code.INVALID_REQUEST, "no critical extension is understood");
        }
        if (!(header.get("alg") instanceof String algorithm)
                || !transmitter.algorithms().contains(algorithm)) {
            throw new RefusedSetException(Code.INVALID_KEY, "the signature algorithm is not accepted");
        }
        if (!(header.get("kid") instanceof String keyId) || keyId.isEmpty()) {
            throw new RefusedSetException(Code.INVALID_KEY, "the header names no key");
        }
        return new SetHeader(algorithm, keyId);
    }
}
