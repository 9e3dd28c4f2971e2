package dev.holdfast.dev.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback interface. */
public final class Ports {

    /** Asks for any free port. */
    public static final int ANY = 0;

    private Ports() {}

    /**
     * The asked port, or a free one for {@link #ANY}.
     *
     * @throws ServerStartException if the asked port is taken
     */
    public static int claim(int asked) {
        try (ServerSocket socket = new ServerSocket(asked, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException taken) {
            if (asked == ANY) {
                throw new UncheckedIOException(taken);
            }
            throw new ServerStartException(
                    "Port " + asked + " of 127.0.0.1 is taken; stop what listens there or ask for another port.",
                    taken);
        }
    }
}
