package dev.holdfast.dev.it;

import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.Http;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Somebody's telephone in a CIBA login: Keycloak tells it that a login is asked for, and it says yes. There is one for all servers
 * and as long as the tests run, because its address stands in the options that servers are started with.
 */
final class DecoupledDevice {

    /** Holds its port from the first server on. */
    static final DecoupledDevice SHARED = new DecoupledDevice();

    private final HttpServer server;
    private final BlockingQueue<String> asked = new LinkedBlockingQueue<>();

    private DecoupledDevice() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(201, -1);
            exchange.close();
        });
        server.start();
    }

    /** Tells Keycloak where it is. */
    String option() {
        return "--spi-ciba-auth-channel--ciba-http-auth-channel--http-authentication-channel-uri=http://127.0.0.1:"
                + server.getAddress().getPort();
    }

    /** Says yes to the login that was asked for last. */
    void approve(TestRealm realm) {
        try {
            String authorization = asked.poll(10, TimeUnit.SECONDS);
            if (authorization == null) {
                throw new IllegalStateException("Keycloak asked nobody");
            }
            Http.send(Http.to(URI.create(realm.endpoint("ext") + "/ciba/auth/callback"))
                    .header("Authorization", authorization)
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{\"status\":\"SUCCEED\"}"))
                    .build());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }
}
