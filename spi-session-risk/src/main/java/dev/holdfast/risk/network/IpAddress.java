package dev.holdfast.risk.network;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * An IP address as a number of 128 bits; IPv4 in its mapped form {@code ::ffff:a.b.c.d}, so that both spellings of one
 * address are the same.
 *
 * @param high the upper 64 bits, unsigned
 * @param low the lower 64 bits, unsigned
 */
public record IpAddress(long high, long low) implements Comparable<IpAddress> {

    private static final long V4_MAPPED = 0xffff_0000_0000L;
    private static final Pattern LITERAL =
            Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    /**
     * Reads a literal; no name is ever looked up.
     *
     * @param text an IPv4 or IPv6 literal, with or without a zone
     * @return the address, or empty for anything else
     */
    public static Optional<IpAddress> parse(String text) {
        int zone = text.indexOf('%');
        String literal = zone < 0 ? text : text.substring(0, zone);
        if (literal.length() > 45 || !LITERAL.matcher(literal).matches()) {
            return Optional.empty();
        }
        if (literal.indexOf(':') < 0) {
            return v4(literal);
        }
        try {
            byte[] bytes = InetAddress.getByName(literal).getAddress();
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            return Optional.of(
                    bytes.length == 4
                            ? new IpAddress(0, V4_MAPPED | Integer.toUnsignedLong(buffer.getInt()))
                            : new IpAddress(buffer.getLong(), buffer.getLong()));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Dotted decimal of a literal that matches; by hand, for this runs for every request and every line of a replay. */
    private static Optional<IpAddress> v4(String literal) {
        long value = 0;
        int octet = 0;
        for (int i = 0; i < literal.length(); i++) {
            char c = literal.charAt(i);
            octet = c == '.' ? octet : octet * 10 + (c - '0');
            if (octet > 255) {
                return Optional.empty();
            }
            if (c == '.') {
                value = value << 8 | octet;
                octet = 0;
            }
        }
        return Optional.of(new IpAddress(0, V4_MAPPED | value << 8 | octet));
    }

    /**
     * The number as text, to hash it.
     *
     * @return hexadecimal, one text for one address
     */
    public String text() {
        return Long.toHexString(high) + ':' + Long.toHexString(low);
    }

    /**
     * Whether this is an IPv4 address.
     *
     * @return true for the mapped form
     */
    public boolean isV4() {
        return high == 0 && (low & 0xffff_ffff_0000_0000L) == V4_MAPPED;
    }

    /**
     * The network that the address is assigned from: /24 for IPv4, /56 for IPv6. Both are 256 of the least that one host
     * gets: what stands behind one NAT address in IPv4 has a /64 for each node in IPv6, of one /56.
     *
     * @return the first address of the network
     */
    public IpAddress prefix() {
        return isV4() ? new IpAddress(0, low & ~0xffL) : new IpAddress(high & ~0xffL, 0);
    }

    /**
     * The block around it that one owner usually holds: /16 for IPv4, /32 for IPv6. Stands for the owner of an address
     * that no table lists.
     *
     * @return the first address of the block
     */
    public IpAddress block() {
        return isV4() ? new IpAddress(0, low & ~0xffffL) : new IpAddress(high & 0xffff_ffff_0000_0000L, 0);
    }

    /** The address with all bits behind a prefix set to zero, or to one. */
    IpAddress edge(int prefixLength, boolean upper) {
        long highMask = prefixLength >= 64 ? -1L : prefixLength == 0 ? 0 : -1L << (64 - prefixLength);
        long lowMask = prefixLength <= 64 ? 0 : prefixLength == 128 ? -1L : -1L << (128 - prefixLength);
        return upper ? new IpAddress(high | ~highMask, low | ~lowMask) : new IpAddress(high & highMask, low & lowMask);
    }

    /** The next address; the one after the last is the first. */
    IpAddress next() {
        return low == -1L ? new IpAddress(high + 1, 0) : new IpAddress(high, low + 1);
    }

    @Override
    public int compareTo(IpAddress other) {
        int byHigh = Long.compareUnsigned(high, other.high);
        return byHigh != 0 ? byHigh : Long.compareUnsigned(low, other.low);
    }
}
