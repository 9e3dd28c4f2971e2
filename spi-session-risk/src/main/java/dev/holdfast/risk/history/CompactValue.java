package dev.holdfast.risk.history;

import dev.holdfast.events.KeyThumbprint;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * The shortest form of one value: a keyed hash takes 8 bytes, a key 32, anything else its UTF-8. What is read is what was
 * written, character for character.
 */
final class CompactValue {

    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private static final String ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    /** The value of each character of base64url, -1 for others. */
    private static final byte[] VALUES = values();

    private static final int HASH = 0;
    private static final int DPOP = 1;
    private static final int MTLS = 2;
    /** A text follows whose length is added to this. */
    private static final int TEXT = 3;

    private static final int HASH_BYTES = 8;
    private static final int HASH_CHARACTERS = 11;
    private static final int KEY_BYTES = 32;

    private CompactValue() {}

    static void write(CompactWriter out, String value) {
        if (value.length() == HASH_CHARACTERS && write(out, HASH, value, HASH_BYTES)) {
            return;
        }
        Optional<KeyThumbprint> key = KeyThumbprint.fromUri(value);
        if (key.isPresent()
                && write(
                        out,
                        key.get().kind() == KeyThumbprint.Kind.DPOP ? DPOP : MTLS,
                        key.get().value(),
                        KEY_BYTES)) {
            return;
        }
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        out.unsigned(TEXT + utf8.length);
        out.raw(utf8);
    }

    static String read(CompactReader in) {
        int form = in.count();
        return switch (form) {
            case HASH -> ENCODER.encodeToString(in.raw(HASH_BYTES));
            case DPOP ->
                KeyThumbprint.dpop(ENCODER.encodeToString(in.raw(KEY_BYTES))).toUri();
            case MTLS ->
                KeyThumbprint.mtls(ENCODER.encodeToString(in.raw(KEY_BYTES))).toUri();
            default -> in.text(form - TEXT);
        };
    }

    /** False for what only looks like base64url: it would be read back as something else. */
    private static boolean write(CompactWriter out, int form, String base64url, int length) {
        byte[] bytes = new byte[length];
        int bits = 0;
        int held = 0;
        int at = 0;
        for (int i = 0; i < base64url.length(); i++) {
            char character = base64url.charAt(i);
            int value = character < VALUES.length ? VALUES[character] : -1;
            if (value < 0) {
                return false;
            }
            bits = (bits << 6) | value;
            held += 6;
            if (held >= 8) {
                held -= 8;
                bytes[at++] = (byte) (bits >> held);
            }
        }
        if ((bits & ((1 << held) - 1)) != 0) {
            return false;
        }
        out.unsigned(form);
        out.raw(bytes);
        return true;
    }

    private static byte[] values() {
        byte[] values = new byte[128];
        Arrays.fill(values, (byte) -1);
        for (int i = 0; i < ALPHABET.length(); i++) {
            values[ALPHABET.charAt(i)] = (byte) i;
        }
        return values;
    }
}
