package dev.holdfast.risk.network;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Finds the network of an address: the longest prefix wins. The prefixes are laid out as ranges that do not overlap, so a
 * look-up is one binary search whatever is nested in what.
 */
public final class NetworkTable {

    /**
     * One prefix.
     *
     * @param first any address of the prefix, in the mapped form for IPv4
     * @param length length of the prefix in bits of the 128-bit form, 0 to 128
     * @param network whose it is
     */
    public record Prefix(IpAddress first, int length, Network network) {

        /**
         * Reads a prefix in CIDR notation.
         *
         * @param cidr such as {@code 192.0.2.0/24} or {@code 2001:db8::/32}
         * @param network whose it is
         * @return the prefix
         * @throws IllegalArgumentException if it is no CIDR notation
         */
        public static Prefix of(String cidr, Network network) {
            int slash = cidr.indexOf('/');
            IpAddress address = IpAddress.parse(slash < 0 ? cidr : cidr.substring(0, slash))
                    .orElseThrow(() -> new IllegalArgumentException("no address: " + cidr));
            int most = address.isV4() ? 32 : 128;
            String bits = slash < 0 ? String.valueOf(most) : cidr.substring(slash + 1);
            if (!bits.matches("\\d{1,3}") || Integer.parseInt(bits) > most) {
                throw new IllegalArgumentException("no prefix length: " + cidr);
            }
            return new Prefix(address, Integer.parseInt(bits) + 128 - most, network);
        }

        private IpAddress lowest() {
            return first.edge(length, false);
        }

        private IpAddress highest() {
            return first.edge(length, true);
        }
    }

    private static final List<String> PRIVATE_RANGES = List.of(
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.168.0.0/16",
            "::1/128",
            "fc00::/7",
            "fe80::/10");

    private final IpAddress[] starts;
    private final Network[] networks;

    private NetworkTable(IpAddress[] starts, Network[] networks) {
        this.starts = starts;
        this.networks = networks;
    }

    /**
     * A table of prefixes; the private ranges are in it without being listed.
     *
     * @param listed the prefixes in any order; of two equal ones the later wins
     * @return the table
     */
    public static NetworkTable of(List<Prefix> listed) {
        List<Prefix> prefixes = new ArrayList<>();
        PRIVATE_RANGES.forEach(range -> prefixes.add(Prefix.of(range, Network.PRIVATE)));
        prefixes.addAll(listed);
        prefixes.sort(Comparator.comparing(Prefix::lowest).thenComparingInt(Prefix::length));
        return new Layout().lay(prefixes);
    }

    /**
     * The network of an address.
     *
     * @param address the address
     * @return its network, {@link Network#UNKNOWN} in no prefix
     */
    public Network find(IpAddress address) {
        int low = 0;
        int high = starts.length - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            if (starts[middle].compareTo(address) <= 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high < 0 ? Network.UNKNOWN : networks[high];
    }

    /** Lays nested prefixes out side by side: each range begins where a prefix begins or where an inner one ends. */
    private static final class Layout {

        private final List<IpAddress> starts = new ArrayList<>();
        private final List<Network> networks = new ArrayList<>();
        private final Deque<Prefix> open = new ArrayDeque<>();

        NetworkTable lay(List<Prefix> sorted) {
            for (Prefix prefix : sorted) {
                closeBefore(prefix.lowest());
                begin(prefix.lowest(), prefix.network());
                open.push(prefix);
            }
            while (!open.isEmpty()) {
                close();
            }
            return new NetworkTable(starts.toArray(new IpAddress[0]), networks.toArray(new Network[0]));
        }

        private void closeBefore(IpAddress address) {
            while (!open.isEmpty() && open.peek().highest().compareTo(address) < 0) {
                close();
            }
        }

        private void close() {
            Prefix ended = open.pop();
            boolean last = ended.highest().high() == -1L && ended.highest().low() == -1L;
            if (!last) {
                begin(
                        ended.highest().next(),
                        open.isEmpty() ? Network.UNKNOWN : open.peek().network());
            }
        }

        private void begin(IpAddress start, Network network) {
            int newest = starts.size() - 1;
            if (newest >= 0 && starts.get(newest).equals(start)) {
                networks.set(newest, network);
            } else {
                starts.add(start);
                networks.add(network);
            }
        }
    }
}
