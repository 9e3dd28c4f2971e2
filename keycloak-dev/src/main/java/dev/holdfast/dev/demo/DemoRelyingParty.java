package dev.holdfast.dev.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.server.ServerStartException;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.PushAnswer;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.stream.StreamCredentials;
import dev.holdfast.rp.stream.StreamException;
import dev.holdfast.rp.stream.StreamRegistration;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerifiedToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An API that needs a bound token, {@code GET /api/deployments}, and that hears security events, {@code POST /events}. It
 * knows of Keycloak only the issuer's address: its keys are fetched, its events are pushed to where it asked for them.
 */
public final class DemoRelyingParty implements AutoCloseable {

    /** The audience of its tokens and of its events, and its client id. */
    public static final String NAME = "deployments-api";

    /** The cap of the policy's defaults. */
    private static final Duration LONGEST_TOKEN = Duration.ofMinutes(5);

    private static final int REVOCATIONS = 10_000;
    private static final int EVENTS = 10_000;
    private static final int THREADS = 8;

    private final HttpServer http;
    private final URI issuer;
    private final ExecutorService workers;
    private final String host;
    private final String authorization = "Bearer " + UUID.randomUUID();
    private final HeardEvents heard = new HeardEvents();
    private final RevocationIndex revocations = RevocationIndex.of(LONGEST_TOKEN, REVOCATIONS, Clock.systemUTC());
    private final RelyingParty guard;
    private final PushReceiver receiver;

    private DemoRelyingParty(HttpServer http, URI issuer, String hostForCallbacks) {
        // Fetched once for both, so that the first event need not wait for them.
        IssuerKeys keys = IssuerKeys.fetchedFrom(URI.create(issuer + "/protocol/openid-connect/certs"));
        this.http = http;
        this.issuer = issuer;
        this.host = hostForCallbacks;
        this.guard = new RelyingParty(
                BoundTokenVerifier.forIssuer(issuer, keys)
                        .audience(NAME)
                        .maxTokenLifetime(LONGEST_TOKEN)
                        .build(),
                revocations);
        this.receiver = new PushReceiver(
                SecurityEventVerifier.forTransmitter(issuer, keys, NAME, Clock.systemUTC()),
                authorization,
                new InMemorySeenEvents(EVENTS, Clock.systemUTC()),
                this::hear,
                Clock.systemUTC());
        this.workers = Executors.newFixedThreadPool(THREADS, work -> {
            Thread thread = new Thread(work, "relying-party");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Starts one on the loopback interface.
     *
     * @param port 0 for a free one
     * @param hostForCallbacks the name under which the issuer reaches this machine
     */
    public static DemoRelyingParty start(URI issuer, int port, String hostForCallbacks) {
        // Else an answer waits up to 40 ms for a packet to join, and the story measures milliseconds.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            DemoRelyingParty party = new DemoRelyingParty(http, issuer, hostForCallbacks);
            http.setExecutor(party.workers);
            http.createContext("/api/deployments", party::serve);
            http.createContext("/events", party::takeIn);
            http.start();
            return party;
        } catch (IOException taken) {
            throw new ServerStartException(
                    "Port " + port + " of 127.0.0.1 is taken; stop what listens there or ask for another port.", taken);
        }
    }

    /** The API. */
    public URI api() {
        return URI.create("http://127.0.0.1:" + port() + "/api/deployments");
    }

    /** Where events are to be pushed. */
    public URI events() {
        return URI.create("http://" + host + ":" + port() + "/events");
    }

    /**
     * Registers its stream of events itself, as its own client. That client is a managed one like any other: its token is
     * bound to a key, and the stream API asks for the proof.
     *
     * @param clientSecret the secret of client {@link #NAME}
     * @throws IllegalStateException if Keycloak refuses, with what to look at
     */
    public void subscribe(String clientSecret) {
        URI tokenEndpoint = URI.create(issuer + "/protocol/openid-connect/token");
        try {
            StreamRegistration.discover(issuer, new StreamCredentials(tokenEndpoint, NAME, clientSecret))
                    .ensureStream(
                            events(),
                            authorization,
                            Set.of(EventType.SESSION_REVOKED, EventType.CREDENTIAL_COMPROMISE));
        } catch (StreamException refused) {
            throw new IllegalStateException(
                    "Could not register the stream of events: " + refused.getMessage(), refused);
        }
    }

    /** What it has heard. */
    public HeardEvents heard() {
        return heard;
    }

    @Override
    public void close() {
        http.stop(0);
        workers.shutdownNow();
    }

    private int port() {
        return http.getAddress().getPort();
    }

    private void hear(VerifiedEvent event) {
        revocations.record(event);
        event.type()
                .ifPresent(type -> heard.add(new HeardEvents.Heard(type, event.transactionId(), System.nanoTime())));
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            ApiRequest request = new ApiRequest(
                    exchange.getRequestMethod(),
                    api(),
                    all(exchange, "Authorization"),
                    all(exchange, "DPoP"),
                    Optional.empty());
            try {
                VerifiedToken token = guard.authorize(request);
                answer(exchange, 200, "{\"deployments\":[\"web\",\"worker\"],\"client\":\"" + token.clientId() + "\"}");
            } catch (VerificationException refused) {
                exchange.getResponseHeaders().set("WWW-Authenticate", refused.challenge());
                answer(exchange, refused.status(), "{\"reason\":\"" + refused.reason() + "\"}");
            }
        }
    }

    private void takeIn(HttpExchange exchange) throws IOException {
        try (exchange) {
            PushAnswer answer = receiver.receive(new PushRequest(
                    all(exchange, "Content-Type").stream().findFirst(),
                    all(exchange, "Authorization").stream().findFirst(),
                    exchange.getRequestBody()));
            answer.headers().forEach(exchange.getResponseHeaders()::set);
            answer(exchange, answer.status(), answer.body());
        }
    }

    private static List<String> all(HttpExchange exchange, String header) {
        return exchange.getRequestHeaders().getOrDefault(header, List.of());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
