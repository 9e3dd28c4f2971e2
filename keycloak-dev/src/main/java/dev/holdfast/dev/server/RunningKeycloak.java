package dev.holdfast.dev.server;

import java.net.URI;

/** A Keycloak that answers; however it came to run. */
public interface RunningKeycloak extends AutoCloseable {

    /** Where it serves realms, without a slash at the end: {@code http://127.0.0.1:8080}. */
    URI baseUri();

    /** Where it serves realms over TLS, the same as {@link #baseUri()} for a server without TLS. */
    default URI tlsUri() {
        return baseUri();
    }

    /** Where it serves health and metrics, without a slash at the end. */
    URI managementUri();

    /** The administrator of the master realm. */
    Administrator administrator();

    /** The address a server uses to reach a port of this machine: {@code 127.0.0.1} unless it runs in a box of its own. */
    default String hostForCallbacks() {
        return "127.0.0.1";
    }

    /** Stops it; a second call does nothing. */
    @Override
    void close();

    /** The issuer of a realm. */
    default URI realm(String name) {
        return URI.create(baseUri() + "/realms/" + name);
    }
}
