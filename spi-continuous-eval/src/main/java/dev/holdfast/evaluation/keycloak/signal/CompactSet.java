package dev.holdfast.evaluation.keycloak.signal;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.ObjectReader;
import dev.holdfast.evaluation.signal.RefusedSetException;
import dev.holdfast.evaluation.signal.RefusedSetException.Code;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.keycloak.util.JsonSerialization;

/**
 * A signed JWT in compact form, taken apart but not yet believed. Stricter than Keycloak's own reader: a member that stands
 * twice is an error, because two readers could take different ones.
 *
 * @param header the header
 * @param claims the claims
 * @param signed the bytes that are signed
 * @param signature the signature
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared, and lives for one request.
record CompactSet(Map<String, Object> header, Map<String, Object> claims, byte[] signed, byte[] signature) {

    private static final ObjectReader JSON = JsonSerialization.mapper
            .readerFor(Object.class)
            .with(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
            .with(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    static CompactSet parse(String compact) throws RefusedSetException {
        String[] parts = compact.split("\\.", -1);
        if (parts.length != 3 || parts[2].isEmpty()) {
            throw malformed();
        }
        return new CompactSet(
                object(parts[0]),
                object(parts[1]),
                (parts[0] + '.' + parts[1]).getBytes(StandardCharsets.US_ASCII),
                decode(parts[2]));
    }

    private static Map<String, Object> object(String part) throws RefusedSetException {
        try {
            if (JSON.<Object>readValue(decode(part)) instanceof Map<?, ?> map) {
                Map<String, Object> members = new HashMap<>();
                map.forEach((name, value) -> members.put(String.valueOf(name), value));
                return members;
            }
        } catch (IOException e) {
            throw malformed();
        }
        throw malformed();
    }

    private static byte[] decode(String part) throws RefusedSetException {
        try {
            return Base64.getUrlDecoder().decode(part);
        } catch (IllegalArgumentException e) {
            throw malformed();
        }
    }

    private static RefusedSetException malformed() {
        return new RefusedSetException(Code.INVALID_REQUEST, "no signed JWT in compact form");
    }
}
