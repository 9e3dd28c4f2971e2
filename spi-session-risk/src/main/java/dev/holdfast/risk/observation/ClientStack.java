package dev.holdfast.risk.observation;

import java.util.Locale;

/**
 * What sent a request.
 *
 * @param product the product name of the user agent in lower case, empty without one
 * @param majorVersion its major version, empty without one
 * @param agent keyed hash of the whole user agent, empty without one
 * @param headerOrder keyed hash of the order of the headers, empty without one
 * @param tls keyed hash of the TLS fingerprint, empty without one
 */
public record ClientStack(String product, String majorVersion, String agent, String headerOrder, String tls) {

    private static final int LONGEST_READ = 256;
    private static final int LONGEST_PRODUCT = 40;
    private static final int LONGEST_VERSION = 6;

    /** Nothing is known of the client. */
    public static final ClientStack NONE = new ClientStack("", "", "", "", "");

    /** How different two client stacks are. */
    public enum Difference {
        /** The same product, major version, header order and TLS stack. */
        NONE,
        /** The same but for a smaller part of the user agent, such as a minor version. */
        OTHER_BUILD,
        /** The same product in another major version. */
        OTHER_VERSION,
        /** The same product with another order of headers or another TLS stack: a copied user agent. */
        OTHER_WIRE,
        /** The same product in another major version that speaks differently. */
        OTHER_VERSION_AND_WIRE,
        /** Another product. */
        OTHER_PRODUCT
    }

    /**
     * Reads a user agent: the first {@code product/version} (RFC 9110 section 10.1.5).
     *
     * @param userAgent the header, of any length and content
     * @param agent keyed hash of the user agent
     * @param headerOrder keyed hash of the header order
     * @param tls keyed hash of the TLS fingerprint
     * @return the client stack
     */
    static ClientStack of(String userAgent, String agent, String headerOrder, String tls) {
        int length = Math.min(userAgent.length(), LONGEST_READ);
        int end = 0;
        while (end < length && end < LONGEST_PRODUCT && isTokenCharacter(userAgent.charAt(end))) {
            end++;
        }
        return end == 0
                ? new ClientStack("", "", agent, headerOrder, tls)
                : new ClientStack(
                        userAgent.substring(0, end).toLowerCase(Locale.ROOT),
                        majorVersion(userAgent, end, length),
                        agent,
                        headerOrder,
                        tls);
    }

    /** The number behind the product: {@code /} and perhaps {@code v}, then at most six digits. */
    private static String majorVersion(String userAgent, int slash, int length) {
        if (slash >= length || userAgent.charAt(slash) != '/') {
            return "";
        }
        int from = slash + 1 < length && userAgent.charAt(slash + 1) == 'v' ? slash + 2 : slash + 1;
        int to = from;
        while (to < length && to - from < LONGEST_VERSION && isDigit(userAgent.charAt(to))) {
            to++;
        }
        return to == from ? "" : userAgent.substring(from, to);
    }

    /** RFC 9110 section 5.6.2, without the quotes. */
    private static boolean isTokenCharacter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || "!#$&*+.^_|~-".indexOf(c) >= 0;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * How different this stack is from an earlier one.
     *
     * @param earlier the earlier one
     * @return the difference
     */
    public Difference from(ClientStack earlier) {
        if (!product.equals(earlier.product)) {
            return Difference.OTHER_PRODUCT;
        }
        boolean sameWire = headerOrder.equals(earlier.headerOrder) && tls.equals(earlier.tls);
        if (!majorVersion.equals(earlier.majorVersion)) {
            // A new major version brings a new library: its wire image may change with it.
            return sameWire ? Difference.OTHER_VERSION : Difference.OTHER_VERSION_AND_WIRE;
        }
        if (!sameWire) {
            return Difference.OTHER_WIRE;
        }
        return agent.equals(earlier.agent) ? Difference.NONE : Difference.OTHER_BUILD;
    }

    /**
     * Names the stack but for its build.
     *
     * @return product, major version, header order and TLS
     */
    public String name() {
        return product + '/' + majorVersion + '/' + headerOrder + '/' + tls;
    }

    /**
     * Names how it speaks, whatever it says it is.
     *
     * @return header order and TLS
     */
    public String wire() {
        return "wire/" + headerOrder + '/' + tls;
    }

    /**
     * The stack in words.
     *
     * @return such as {@code curl 8}, or {@code no user agent}
     */
    public String inWords() {
        return product.isEmpty() ? "no user agent" : majorVersion.isEmpty() ? product : product + " " + majorVersion;
    }
}
