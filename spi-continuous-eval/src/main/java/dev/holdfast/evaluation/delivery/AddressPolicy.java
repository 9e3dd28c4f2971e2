package dev.holdfast.evaluation.delivery;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * To which addresses security events are pushed. The name of a receiver is chosen by whoever configures its stream; without
 * this rule it could lead into the networks that only the server reaches.
 */
public enum AddressPolicy {

    /** Public addresses only. */
    PUBLIC,

    /**
     * Also loopback and private networks. Link-local addresses stay refused: there the metadata service of a cloud hands out
     * credentials.
     */
    CLOSED_NETWORK;

    private static final byte[] NAT64 = {0, 0x64, (byte) 0xff, (byte) 0x9b, 0, 0, 0, 0, 0, 0, 0, 0};

    /** What whoever is refused can be told. */
    public static final String NOWHERE =
            "leads to no address that may be pushed to; see the option allow-insecure-push-targets";

    private static final Pattern V4 = Pattern.compile("[0-9]{1,3}([.][0-9]{1,3}){3}");

    /**
     * Reads an address that others chose, without asking what its name leads to: that is judged when it is connected to.
     *
     * @param text the address
     * @return why nothing may be sent there, as the end of a sentence that begins with the address; empty if something may
     */
    public Optional<String> objection(String text) {
        URI address;
        try {
            address = new URI(text);
        } catch (URISyntaxException notAnAddress) {
            return Optional.of("is not a URL");
        }
        String host = address.getHost();
        if (host == null) {
            return Optional.of("has no host");
        }
        boolean plain = "http".equalsIgnoreCase(address.getScheme()) && this == CLOSED_NETWORK;
        if (!"https".equalsIgnoreCase(address.getScheme()) && !plain) {
            return Optional.of("is not https");
        }
        return isAdmitted(host) ? Optional.empty() : Optional.of(NOWHERE);
    }

    private boolean isAdmitted(String host) {
        if (host.equalsIgnoreCase("localhost")) {
            return this == CLOSED_NETWORK;
        }
        if (!host.startsWith("[") && !V4.matcher(host).matches()) {
            return true;
        }
        try {
            // An address, not a name: nobody is asked.
            return admits(InetAddress.getByName(host));
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }

    /** Whether it may be connected to. */
    public boolean admits(InetAddress address) {
        InetAddress meant = unwrapped(address);
        if (meant.isLinkLocalAddress()
                || meant.isAnyLocalAddress()
                || meant.isMulticastAddress()
                || isMetadata(meant)) {
            return false;
        }
        return this == CLOSED_NETWORK || !isPrivate(meant);
    }

    private static boolean isPrivate(InetAddress address) {
        byte[] bytes = address.getAddress();
        int first = bytes[0] & 0xff;
        int second = bytes[1] & 0xff;
        if (address instanceof Inet4Address) {
            return address.isLoopbackAddress()
                    || address.isSiteLocalAddress()
                    || first == 0
                    // RFC 6598, between a provider and its customers.
                    || (first == 100 && (second & 0xc0) == 64)
                    // RFC 2544, benchmarks.
                    || (first == 198 && (second & 0xfe) == 18)
                    || first >= 240;
        }
        // fc00::/7 and the older fec0::/10.
        return address.isLoopbackAddress() || (first & 0xfe) == 0xfc || address.isSiteLocalAddress();
    }

    /** Amazon's over IPv6; the others are link-local. */
    private static boolean isMetadata(InetAddress address) {
        byte[] bytes = address.getAddress();
        return bytes.length == 16
                && (bytes[0] & 0xff) == 0xfd
                && bytes[1] == 0
                && bytes[2] == 0x0e
                && (bytes[3] & 0xff) == 0xc2;
    }

    /** The IPv4 address within an IPv6 one: a gateway would connect to it (RFC 6052, RFC 3056, RFC 4291). */
    private static InetAddress unwrapped(InetAddress address) {
        byte[] bytes = address.getAddress();
        if (bytes.length != 16) {
            return address;
        }
        if (Arrays.equals(Arrays.copyOf(bytes, NAT64.length), NAT64)) {
            return v4(bytes, 12);
        }
        if (bytes[0] == 0x20 && bytes[1] == 0x02) {
            return v4(bytes, 2);
        }
        boolean compatible = true;
        for (int i = 0; i < 12; i++) {
            compatible &= bytes[i] == 0;
        }
        boolean isUnspecifiedOrLoopback = bytes[12] == 0 && bytes[13] == 0 && bytes[14] == 0;
        return compatible && !isUnspecifiedOrLoopback ? v4(bytes, 12) : address;
    }

    private static InetAddress v4(byte[] bytes, int from) {
        try {
            return InetAddress.getByAddress(Arrays.copyOfRange(bytes, from, from + 4));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("Four bytes are an address", impossible);
        }
    }
}
