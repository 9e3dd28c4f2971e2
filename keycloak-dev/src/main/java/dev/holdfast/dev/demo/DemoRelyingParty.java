package dev.holdfast.dev.demo;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.server.ServerStartException;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.RelyingParty;
import dev.holdfast.rp.event.InMemorySeenEvents;
import dev.holdfast.rp.event.PushAnswer;
import dev.holdfast.rp.event.PushReceiver;
import dev.holdfast.rp.event.PushRequest;
import dev.holdfast.rp.event.SecurityEventVerifier;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.event.typed.CredentialCompromise;
import dev.holdfast.rp.event.typed.EventDispatcher;
import dev.holdfast.rp.jwt.IssuerKeys;
import dev.holdfast.rp.revocation.RevocationIndex;
import dev.holdfast.rp.stream.SilencePolicy;
import dev.holdfast.rp.stream.StreamException;
import dev.holdfast.rp.stream.StreamHealth;
import dev.holdfast.rp.stream.StreamState;
import dev.holdfast.rp.token.ApiRequest;
import dev.holdfast.rp.token.BoundTokenVerifier;
import dev.holdfast.rp.token.NoncePolicy;
import dev.holdfast.rp.token.VerificationException;
import dev.holdfast.rp.token.VerifiedToken;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * An API that needs a bound token, {@code GET /api/deployments}, that hears security events, {@code POST /events}, and that
 * tells how its stream does, {@code GET /health}. All that it knows of tokens, proofs and events is the library's; of
 * Keycloak it knows the issuer's address. It sends no signals of its own, for Keycloak has no address yet that takes them.
 */
public final class DemoRelyingParty implements ProtectedApi {

    /** The audience of its tokens and of its events, and its client id. */
    public static final String NAME = "deployments-api";

    /** While its stream is silent it believes no older token. */
    public static final Duration OLDEST_WHILE_SILENT = Duration.ofSeconds(60);

    /** The cap of the policy's defaults. */
    private static final Duration LONGEST_TOKEN = Duration.ofMinutes(5);

    private static final Duration NONCE_LIFETIME = Duration.ofMinutes(1);
    /** Not below Keycloak's minimum of 60 s. */
    private static final Duration VERIFY_EVERY = Duration.ofSeconds(90);

    private static final Duration SILENT_AFTER = Duration.ofMinutes(5);
    private static final int REVOCATIONS = 10_000;
    private static final int EVENTS = 10_000;
    private static final int THREADS = 8;
    private static final int NONCE_KEY_BYTES = 32;

    private final HttpServer http;
    private final URI issuer;
    private final ExecutorService workers;
    private final String host;
    private final String authorization = "Bearer " + UUID.randomUUID();
    private final HeardEvents heard = new HeardEvents();
    private final RevocationIndex revocations = RevocationIndex.of(LONGEST_TOKEN, REVOCATIONS, Clock.systemUTC());
    private final StreamHealth health = new StreamHealth(
            this::askForVerification,
            SILENT_AFTER,
            new SilencePolicy.TrustShorter(OLDEST_WHILE_SILENT),
            Clock.systemUTC());
    private final BoundTokenVerifier verifier;
    private final RelyingParty guard;
    private final PushReceiver receiver;
    private volatile Optional<Subscription> subscription = Optional.empty();

    private DemoRelyingParty(HttpServer http, URI issuer, String hostForCallbacks) {
        // Fetched once for both, so that the first event need not wait for them.
        IssuerKeys keys = IssuerKeys.fetchedFrom(URI.create(issuer + "/protocol/openid-connect/certs"));
        this.http = http;
        this.issuer = issuer;
        this.host = hostForCallbacks;
        byte[] nonceKey = new byte[NONCE_KEY_BYTES];
        new SecureRandom().nextBytes(nonceKey);
        this.verifier = BoundTokenVerifier.forIssuer(issuer, keys)
                .audience(NAME)
                .maxTokenLifetime(LONGEST_TOKEN)
                .nonces(NoncePolicy.of(nonceKey, NONCE_LIFETIME))
                .build();
        this.guard = new RelyingParty(verifier, revocations, health, Clock.systemUTC());
        // In this order: what is heard is in force already.
        EventDispatcher events = EventDispatcher.builder()
                .on(EventType.SESSION_REVOKED, revocations::record)
                .on(EventType.VERIFICATION, health::hear)
                .on(EventType.SESSION_REVOKED, this::hear)
                .on(EventType.VERIFICATION, this::hear)
                .on(CredentialCompromise.class, compromise -> hear(compromise.source()))
                .build();
        this.receiver = new PushReceiver(
                SecurityEventVerifier.forTransmitter(issuer, keys, NAME, Clock.systemUTC()),
                authorization,
                new InMemorySeenEvents(EVENTS, Clock.systemUTC()),
                events,
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
            http.createContext("/health", party::tellHealth);
            http.start();
            return party;
        } catch (IOException taken) {
            throw new ServerStartException(
                    "Port " + port + " of 127.0.0.1 is taken; stop what listens there or ask for another port.", taken);
        }
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String madeWith() {
        return "plain Java";
    }

    @Override
    public URI api() {
        return URI.create("http://127.0.0.1:" + port() + "/api/deployments");
    }

    @Override
    public URI events() {
        return URI.create("http://" + host + ":" + port() + "/events");
    }

    /** It answers since it was started. */
    @Override
    public void awaitReady() {}

    /** Also begins to ask whether the stream is alive. */
    @Override
    public void subscribe(String clientSecret) {
        subscription = Optional.of(Subscription.of(issuer, this, clientSecret, authorization));
        health.askEvery(VERIFY_EVERY);
    }

    /** What it has heard. */
    public HeardEvents heard() {
        return heard;
    }

    /** How its stream of events does. */
    public StreamState stream() {
        return health.state();
    }

    @Override
    public void close() {
        health.close();
        http.stop(0);
        workers.shutdownNow();
    }

    private int port() {
        return http.getAddress().getPort();
    }

    private void askForVerification(String state) throws StreamException {
        Subscription known = subscription.orElseThrow(() -> new IllegalStateException("there is no stream yet"));
        known.verify(state);
    }

    private void hear(VerifiedEvent event) {
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
                String body = Json.object()
                        .put("client", token.clientId())
                        .put("deployments", 2)
                        .toString();
                answer(exchange, 200, verifier.answerHeaders(), body);
            } catch (VerificationException refused) {
                String body =
                        Json.object().put("reason", refused.reason().name()).toString();
                answer(exchange, refused.status(), refused.headers(), body);
            }
        }
    }

    private void takeIn(HttpExchange exchange) throws IOException {
        try (exchange) {
            PushAnswer answer = receiver.receive(new PushRequest(
                    all(exchange, "Content-Type").stream().findFirst(),
                    all(exchange, "Authorization").stream().findFirst(),
                    exchange.getRequestBody()));
            answer(exchange, answer.status(), answer.headers(), answer.body());
        }
    }

    private void tellHealth(HttpExchange exchange) throws IOException {
        try (exchange) {
            StreamState state = health.state();
            String body = Json.object()
                    .put("stream", state.silent() ? "silent" : "verified")
                    .put("verifiedAt", state.verifiedAt().map(Instant::toString).orElse("never"))
                    .put("whileSilent", "tokens older than " + OLDEST_WHILE_SILENT.toSeconds() + " s are refused")
                    .put("revocations", revocations.size())
                    .toString();
            answer(exchange, state.silent() ? 503 : 200, Map.of(), body);
        }
    }

    private static List<String> all(HttpExchange exchange, String header) {
        return exchange.getRequestHeaders().getOrDefault(header, List.of());
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers, String body)
            throws IOException {
        headers.forEach(exchange.getResponseHeaders()::set);
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
