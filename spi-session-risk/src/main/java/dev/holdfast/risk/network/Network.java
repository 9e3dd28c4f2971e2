package dev.holdfast.risk.network;

/**
 * Whose network an address belongs to.
 *
 * @param owner the name of the owner, as the administrator wrote it; {@code unknown} where no prefix matches
 * @param kind what kind of network it is
 */
public record Network(String owner, Kind kind) {

    /** An address in no listed prefix. */
    public static final Network UNKNOWN = new Network("unknown", Kind.UNKNOWN);

    /** A private, loopback or unique-local address. */
    public static final Network PRIVATE = new Network("private", Kind.PRIVATE);

    /** Kinds of networks. */
    public enum Kind {
        /** A public cloud. */
        CLOUD,
        /** Hosting and virtual servers. */
        HOSTING,
        /** Access lines of homes. */
        RESIDENTIAL,
        /** Mobile networks. */
        MOBILE,
        /** An organisation's own network. */
        CORPORATE,
        /** VPN and relay services. */
        VPN,
        /** Private, loopback and unique-local ranges. */
        PRIVATE,
        /** Not listed. */
        UNKNOWN
    }
}
