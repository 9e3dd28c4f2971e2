package dev.holdfast.risk.history;

import java.nio.charset.StandardCharsets;

/** Reads what {@link CompactWriter} wrote. */
final class CompactReader {

    private final byte[] bytes;
    private int at;

    CompactReader(byte[] bytes) {
        this.bytes = bytes;
    }

    int octet() {
        return bytes[at++] & 0xff;
    }

    long unsigned() {
        long value = 0;
        int next = 0x80;
        for (int shift = 0; (next & 0x80) != 0; shift += 7) {
            next = octet();
            value |= (next & 0x7fL) << shift;
        }
        return value;
    }

    int count() {
        return Math.toIntExact(unsigned());
    }

    long signed() {
        long value = unsigned();
        return (value >>> 1) ^ -(value & 1);
    }

    byte[] raw(int length) {
        byte[] value = new byte[length];
        System.arraycopy(bytes, at, value, 0, length);
        at += length;
        return value;
    }

    String text() {
        return text(count());
    }

    String text(int length) {
        String value = new String(bytes, at, length, StandardCharsets.UTF_8);
        at += length;
        return value;
    }
}
