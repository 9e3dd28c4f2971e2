package dev.holdfast.risk.replay;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Reads lines as bytes: what they mean is for the JSON parser to say. A line ends with LF or CR LF. */
final class Lines {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int from;
    private int filled;
    private byte[] line = new byte[1 << 12];
    private int length;

    Lines(InputStream in) {
        this.in = in;
    }

    /**
     * Goes to the next line.
     *
     * @return false after the last one
     */
    boolean next() throws IOException {
        length = 0;
        boolean any = false;
        while (from < filled || fill()) {
            any = true;
            int end = from;
            while (end < filled && buffer[end] != '\n') {
                end++;
            }
            append(end);
            from = end + 1;
            if (end < filled) {
                break;
            }
        }
        if (length > 0 && line[length - 1] == '\r') {
            length--;
        }
        return any;
    }

    private boolean fill() throws IOException {
        from = 0;
        filled = in.read(buffer);
        return filled > 0;
    }

    private void append(int end) {
        int added = end - from;
        if (line.length < length + added) {
            line = Arrays.copyOf(line, Math.max(2 * line.length, length + added));
        }
        System.arraycopy(buffer, from, line, length, added);
        length += added;
    }

    /** The bytes of the line and whatever stood there before; good until the next call of {@link #next}. */
    byte[] bytes() {
        return line;
    }

    int length() {
        return length;
    }

    boolean isBlank() {
        for (int i = 0; i < length; i++) {
            if (line[i] != ' ' && line[i] != '\t' && line[i] != '\r') {
                return false;
            }
        }
        return true;
    }
}
