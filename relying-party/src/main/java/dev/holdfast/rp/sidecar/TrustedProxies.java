package dev.holdfast.rp.sidecar;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Whose word on the original request is taken: this machine's and that of listed addresses. */
final class TrustedProxies {

    /** Literals only: who is trusted must not depend on a name server. */
    private static final Pattern NETWORK =
            Pattern.compile("([0-9.]{7,15}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)(?:/(\\d{1,3}))?");

    private final List<Network> networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks;
    }

    /** The addresses that have their first {@code bits} in common with one. */
    private record Network(InetAddress address, int bits) {

        boolean contains(InetAddress other) {
            byte[] own = address.getAddress();
            byte[] its = other.getAddress();
            if (own.length != its.length) {
                return false;
            }
            for (int bit = 0; bit < bits; bit++) {
                int mask = 0x80 >> (bit % 8);
                if ((own[bit / 8] & mask) != (its[bit / 8] & mask)) {
                    return false;
                }
            }
            return true;
        }
    }

    static TrustedProxies of(List<String> words) throws SettingsException {
        List<Network> networks = new ArrayList<>();
        for (String word : words) {
            networks.add(network(word));
        }
        return new TrustedProxies(List.copyOf(networks));
    }

    private static Network network(String word) throws SettingsException {
        Matcher matcher = NETWORK.matcher(word);
        try {
            if (matcher.matches()) {
                InetAddress address = InetAddress.getByName(matcher.group(1));
                int all = address.getAddress().length * 8;
                int bits = matcher.group(2) == null ? all : Integer.parseInt(matcher.group(2));
                if (bits <= all) {
                    return new Network(address, bits);
                }
            }
        } catch (UnknownHostException e) {
            // Told below, like any other word that is no address.
        }
        throw new SettingsException(Setting.TRUSTED_PROXIES.key() + " (" + Setting.TRUSTED_PROXIES.variable()
                + ") must be addresses such as 10.0.0.7 or networks such as 10.0.0.0/24");
    }

    boolean contains(InetAddress peer) {
        return peer.isLoopbackAddress() || networks.stream().anyMatch(network -> network.contains(peer));
    }
}
