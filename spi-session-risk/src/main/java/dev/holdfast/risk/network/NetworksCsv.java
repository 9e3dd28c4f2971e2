package dev.holdfast.risk.network;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Reads {@code networks.csv}: {@code cidr,owner,kind} with a header line; of an owner the first 64 bytes in UTF-8 count. */
public final class NetworksCsv {

    private static final int OWNER_BYTES = 64;

    private NetworksCsv() {}

    /**
     * Reads a table.
     *
     * @param reader the text
     * @return the table
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if a line is no {@code cidr,owner,kind}; the message has the number of the line
     */
    public static NetworkTable read(Reader reader) throws IOException {
        List<NetworkTable.Prefix> prefixes = new ArrayList<>();
        BufferedReader lines = new BufferedReader(reader);
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (number > 1 && !line.isBlank()) {
                prefixes.add(prefix(line, number));
            }
        }
        return NetworkTable.of(prefixes);
    }

    private static NetworkTable.Prefix prefix(String line, int number) {
        int first = line.indexOf(',');
        int last = line.lastIndexOf(',');
        if (first < 0 || first == last) {
            throw new IllegalArgumentException("line " + number + " is not cidr,owner,kind");
        }
        String owner = bounded(line.substring(first + 1, last).trim().replaceAll("^\"|\"$", ""));
        try {
            Network.Kind kind =
                    Network.Kind.valueOf(line.substring(last + 1).trim().toUpperCase(Locale.ROOT));
            return NetworkTable.Prefix.of(line.substring(0, first).trim(), new Network(owner, kind));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }

    /** A history keeps no more of it, and must not find another owner than the request. */
    private static String bounded(String owner) {
        String kept = owner;
        while (kept.getBytes(StandardCharsets.UTF_8).length > OWNER_BYTES) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept;
    }
}
