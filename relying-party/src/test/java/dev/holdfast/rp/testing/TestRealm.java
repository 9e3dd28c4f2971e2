package dev.holdfast.rp.testing;

import com.nimbusds.jose.jwk.JWKSet;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.events.EventType;
import dev.holdfast.events.SubjectIdentifier;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;

/** A {@link TestIssuer} that publishes its keys on a free port of this machine and pushes events, as Keycloak does. */
public final class TestRealm implements AutoCloseable {

    /** The header that {@link #push} sends. */
    public static final String AUTHORIZATION = "Bearer agreed";

    private final TestIssuer issuer = new TestIssuer();
    private final HttpClient http = HttpClient.newHttpClient();
    private final HttpServer server;

    /** A realm whose keys can be fetched. */
    public TestRealm() throws IOException {
        byte[] keys = new JWKSet(issuer.key()).toString().getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
    }

    /** Where its keys are. */
    public URI jwksUri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    }

    /** What signs. */
    public TestIssuer issuer() {
        return issuer;
    }

    /** A good access token, bound to the key of a workload. */
    public String tokenFor(TestWorkload workload) {
        return issuer.accessToken(Instant.now())
                .claim("cnf", workload.confirmation())
                .sign();
    }

    /** Pushes that a session is revoked; returns the status of the answer. */
    public int pushSessionRevoked(URI events, String sessionId) throws IOException, InterruptedException {
        SubjectIdentifier session = new SubjectIdentifier.Complex(
                Optional.empty(),
                Optional.of(new SubjectIdentifier.Opaque(sessionId)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
        return push(
                events,
                issuer.securityEvent(EventType.SESSION_REVOKED, session, Instant.now())
                        .sign());
    }

    /** Pushes a signed event; returns the status of the answer. */
    public int push(URI events, String set) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(events)
                .header("Content-Type", "application/secevent+jwt")
                .header("Authorization", AUTHORIZATION)
                .POST(HttpRequest.BodyPublishers.ofString(set))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
