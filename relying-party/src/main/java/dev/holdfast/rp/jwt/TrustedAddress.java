package dev.holdfast.rp.jwt;

import java.net.URI;
import java.util.Set;

/** Where keys and secrets may travel: over TLS, or without leaving this machine. */
public final class TrustedAddress {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private TrustedAddress() {}

    /**
     * Passes an address through.
     *
     * @param address any URI
     * @return the same address
     * @throws IllegalArgumentException if it is neither https nor http to {@code localhost}, {@code 127.0.0.1} or {@code
     *     [::1]}
     */
    public static URI require(URI address) {
        boolean local = "http".equals(address.getScheme())
                && address.getHost() != null
                && THIS_MACHINE.contains(address.getHost());
        if (!local && !"https".equals(address.getScheme())) {
            throw new IllegalArgumentException("use https (http only on this machine): " + address);
        }
        return address;
    }
}
