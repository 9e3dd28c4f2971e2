package dev.holdfast.risk.history;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes numbers and texts in few bytes: seven bits of a number to a byte, the lowest first. */
final class CompactWriter {

    private byte[] bytes = new byte[256];
    private int size;

    int size() {
        return size;
    }

    /** Forgets what was written since. */
    void backTo(int earlierSize) {
        size = earlierSize;
    }

    void octet(int value) {
        room(1);
        bytes[size++] = (byte) value;
    }

    void unsigned(long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            octet((int) (rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        octet((int) rest);
    }

    /** Small negative numbers are short, too. */
    void signed(long value) {
        unsigned((value << 1) ^ (value >> 63));
    }

    void raw(byte[] value) {
        room(value.length);
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
    }

    void text(String value, int mostBytes) {
        byte[] utf8 = cut(value, mostBytes).getBytes(StandardCharsets.UTF_8);
        unsigned(utf8.length);
        raw(utf8);
    }

    void append(CompactWriter other) {
        room(other.size);
        System.arraycopy(other.bytes, 0, bytes, size, other.size);
        size += other.size;
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    /** The longest beginning of a text that takes no more bytes, whole characters only. */
    static String cut(String text, int mostBytes) {
        if (text.length() * 3 <= mostBytes) {
            return text;
        }
        int end = 0;
        int taken = 0;
        while (end < text.length()) {
            int character = text.codePointAt(end);
            // A lone surrogate is written as one question mark.
            taken += character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
            if (taken > mostBytes) {
                return text.substring(0, end);
            }
            end += Character.charCount(character);
        }
        return text;
    }

    private void room(int more) {
        if (size + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(size + more, bytes.length * 2));
        }
    }
}
