package dev.holdfast.risk.observation;

import dev.holdfast.risk.network.Network;

/**
 * Where a request came from.
 *
 * @param address keyed hash of the address, empty without one
 * @param prefix keyed hash of its /24 or /64, empty without an address
 * @param network whose network it is
 */
public record NetworkOrigin(String address, String prefix, Network network) {

    /** How far apart two origins are. */
    public enum Distance {
        /** The same address. */
        SAME_ADDRESS,
        /** Another address of the same /24 or /64. */
        SAME_PREFIX,
        /** Another prefix of the same owner. */
        SAME_OWNER,
        /** Another owner of the same kind. */
        SAME_KIND,
        /** Another kind of network. */
        OTHER_KIND
    }

    /**
     * How far this origin is from an earlier one.
     *
     * @param earlier the earlier one
     * @return the distance; two unknown owners count as different ones of the same kind
     */
    public Distance from(NetworkOrigin earlier) {
        if (address.equals(earlier.address)) {
            return Distance.SAME_ADDRESS;
        }
        if (prefix.equals(earlier.prefix)) {
            return Distance.SAME_PREFIX;
        }
        if (network.equals(earlier.network) && network.kind() != Network.Kind.UNKNOWN) {
            return Distance.SAME_OWNER;
        }
        return network.kind() == earlier.network.kind() ? Distance.SAME_KIND : Distance.OTHER_KIND;
    }
}
