package dev.holdfast.risk.observation;

import dev.holdfast.risk.network.Network;
import java.util.Locale;

/**
 * Where a request came from.
 *
 * @param address keyed hash of the address, empty without one
 * @param prefix keyed hash of its /24 or /56, empty without an address
 * @param block keyed hash of its /16 or /32: stands for the owner of an address that no table lists
 * @param network whose network it is
 */
public record NetworkOrigin(String address, String prefix, String block, Network network) {

    /** No address is known. */
    public static final NetworkOrigin NONE = new NetworkOrigin("", "", "", Network.UNKNOWN);

    /** How far apart two origins are. */
    public enum Distance {
        /** The same address. */
        SAME_ADDRESS,
        /** Another address of the same /24 or /56. */
        SAME_PREFIX,
        /** Another prefix of the same owner. */
        SAME_OWNER,
        /** Another owner of the same kind. */
        SAME_KIND,
        /** Another kind of network. */
        OTHER_KIND
    }

    /**
     * Who the owner is, as far as that can be said.
     *
     * @return the owner's name, for an unlisted address the keyed hash of its block
     */
    public String owner() {
        return network.kind() == Network.Kind.UNKNOWN ? block : network.owner();
    }

    /**
     * The origin in words.
     *
     * @return such as {@code a cloud (cloud)}
     */
    public String inWords() {
        return network.owner() + " (" + network.kind().name().toLowerCase(Locale.ROOT) + ")";
    }

    /**
     * How far this origin is from an earlier one.
     *
     * @param earlier the earlier one
     * @return the distance; an unknown owner is as far as its block
     */
    public Distance from(NetworkOrigin earlier) {
        if (address.equals(earlier.address)) {
            return Distance.SAME_ADDRESS;
        }
        if (prefix.equals(earlier.prefix)) {
            return Distance.SAME_PREFIX;
        }
        if (owner().equals(earlier.owner())) {
            return Distance.SAME_OWNER;
        }
        return network.kind() == earlier.network.kind() ? Distance.SAME_KIND : Distance.OTHER_KIND;
    }
}
