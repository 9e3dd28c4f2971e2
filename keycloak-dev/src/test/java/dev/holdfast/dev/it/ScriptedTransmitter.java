package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A poll endpoint that answers as a test says, once for each answer; then with the oldest events that it keeps. */
final class ScriptedTransmitter implements AutoCloseable {

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ConcurrentLinkedQueue<Answer> script = new ConcurrentLinkedQueue<>();
    private final Map<String, String> kept = new LinkedHashMap<>();
    private final List<Asked> asked = new CopyOnWriteArrayList<>();

    /** What it answers. */
    record Answer(int status, String location, String body) {

        /** Events, by the ids that they are acknowledged by. */
        static Answer sets(Map<String, String> sets) {
            ObjectNode body = Json.object().put("moreAvailable", false);
            ObjectNode named = body.putObject("sets");
            sets.forEach(named::put);
            return new Answer(200, "", body.toString());
        }
    }

    /** What it was asked. */
    record Asked(String path, String authorization, JsonNode body) {}

    ScriptedTransmitter() {
        try {
            http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        http.setExecutor(threads);
        http.createContext("/", this::serve);
        http.start();
    }

    String address(String path) {
        return "http://127.0.0.1:" + http.getAddress().getPort() + path;
    }

    void answers(Answer... answers) {
        script.addAll(List.of(answers));
    }

    /** Has events until they are acknowledged or refused, the oldest first. */
    void keeps(Map<String, String> sets) {
        synchronized (kept) {
            kept.putAll(sets);
        }
    }

    private Answer oldest(JsonNode request) {
        synchronized (kept) {
            request.path("ack").forEach(id -> kept.remove(id.asText()));
            request.path("setErrs").fieldNames().forEachRemaining(kept::remove);
            Map<String, String> given = new LinkedHashMap<>();
            kept.entrySet().stream()
                    .limit(request.path("maxEvents").asInt())
                    .forEach(one -> given.put(one.getKey(), one.getValue()));
            return Answer.sets(given);
        }
    }

    List<Asked> asked() {
        return asked;
    }

    /** Whether an event was acknowledged. */
    boolean isAcknowledged(String id) {
        return asked.stream()
                .flatMap(request -> request.body().path("ack").valueStream())
                .anyMatch(one -> one.asText().equals(id));
    }

    /** The code with which an event was refused, empty if it was not. */
    String refusal(String id) {
        return asked.stream()
                .map(request -> request.body().at("/setErrs/" + id + "/err").asText())
                .filter(code -> !code.isEmpty())
                .findFirst()
                .orElse("");
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void serve(HttpExchange exchange) throws IOException {
        try (exchange) {
            JsonNode body = Json.read(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            asked.add(new Asked(
                    exchange.getRequestURI().getPath(),
                    String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")),
                    body));
            Answer next = script.poll();
            Answer answer = next == null ? oldest(body) : next;
            if (!answer.location().isEmpty()) {
                exchange.getResponseHeaders().set("Location", answer.location());
            }
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
