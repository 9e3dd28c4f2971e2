package dev.holdfast.benchmarks.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;

/** A receiver on this machine, which accepts every event and notes when. */
final class MeasuredReceiver implements AutoCloseable {

    private static final int BACKLOG = 200;
    private static final int THREADS = 8;

    private final HttpServer http;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final Set<String> jtis = new HashSet<>();
    private final Map<String, Long> sessions = new HashMap<>();
    private final Map<String, List<Integer>> numbers = new HashMap<>();
    private int twice;

    private MeasuredReceiver(HttpServer http) {
        this.http = http;
    }

    static MeasuredReceiver at(int port) throws IOException {
        System.setProperty("sun.net.httpserver.nodelay", "true");
        HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
        MeasuredReceiver receiver = new MeasuredReceiver(http);
        http.setExecutor(receiver.threads);
        http.createContext("/", receiver::take);
        http.start();
        return receiver;
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/events";
    }

    /** How many events came, each counted once. */
    synchronized int events() {
        return jtis.size();
    }

    /** How many came again; the handler of a relying party does not see them. */
    synchronized int twice() {
        return twice;
    }

    /** When the revocation of a session came, in microseconds since 1970; null if it did not. */
    synchronized Map<String, Long> sessions() {
        return Map.copyOf(sessions);
    }

    /** The numbers of the reports by subject, as they came. */
    synchronized Map<String, List<Integer>> numbers() {
        return Map.copyOf(numbers);
    }

    synchronized void forget() {
        jtis.clear();
        sessions.clear();
        numbers.clear();
        twice = 0;
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String set = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            long now = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
            String payload = set.split("\\.", -1)[1];
            note(Json.read(new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8)), now);
            exchange.sendResponseHeaders(202, -1);
        }
    }

    private synchronized void note(JsonNode claims, long now) {
        if (!jtis.add(claims.path("jti").asText())) {
            twice++;
            return;
        }
        JsonNode subject = claims.path("sub_id");
        if (subject.has("session")) {
            sessions.put(subject.path("session").path("id").asText(), now);
            return;
        }
        for (JsonNode event : claims.path("events")) {
            String reason = event.path("reason_admin").path("en").asText();
            if (!reason.isEmpty()) {
                numbers.computeIfAbsent(subject.toString(), any -> new ArrayList<>())
                        .add(Integer.parseInt(reason));
            }
        }
    }

    /**
     * Waits until a condition holds.
     *
     * @throws IllegalStateException if it does not within five minutes: then there is nothing to measure
     */
    static void await(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + 300_000_000_000L;
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException("What is measured did not happen within five minutes");
            }
            // What is measured are times of arrival, not when this looks.
            Thread.sleep(5);
        }
    }
}
