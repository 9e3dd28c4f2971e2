package dev.holdfast.benchmarks.delivery;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;

/** A receiver that never answers: it takes connections and is silent, or does not even take them. */
final class DeafReceiver implements AutoCloseable {

    private static final int CONNECT_MILLIS = 200;

    private final ServerSocket server;
    private final List<Socket> held = new ArrayList<>();

    private DeafReceiver(ServerSocket server) {
        this.server = server;
    }

    /** The system accepts for it, up to its backlog; nobody ever reads. */
    static DeafReceiver silent() throws IOException {
        return new DeafReceiver(new ServerSocket(0, 1000, InetAddress.getLoopbackAddress()));
    }

    /** Its queue is full, so that further packets are dropped, as by a firewall. */
    static DeafReceiver full() throws IOException {
        DeafReceiver deaf = new DeafReceiver(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            deaf.held.add(socket);
            try {
                socket.connect(deaf.server.getLocalSocketAddress(), CONNECT_MILLIS);
            } catch (IOException queueIsFull) {
                break;
            }
        }
        return deaf;
    }

    String address() {
        return "http://127.0.0.1:" + server.getLocalPort() + "/events";
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : held) {
            socket.close();
        }
        server.close();
    }
}
