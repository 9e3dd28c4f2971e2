package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.holdfast.dev.client.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** A receiver of pushed events that answers as a test says. */
final class ScriptedReceiver implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Most conditions lie in a server that tells nobody; it is asked again after this, so that it has time for its work. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(10);

    /** What it answers to an event. */
    record Answer(int status, String body) {
        static final Answer ACCEPTED = new Answer(202, "");

        static Answer err(String code) {
            return new Answer(400, "{\"err\":\"" + code + "\",\"description\":\"as the test wants it\"}");
        }
    }

    /** An event that it got, and whether it accepted it. */
    record Got(String jti, String session, String accept, String authorization, boolean accepted) {}

    private final HttpServer http;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Got> all = new ArrayList<>();
    private volatile Function<Got, Answer> script = got -> Answer.ACCEPTED;

    private ScriptedReceiver(HttpServer http) {
        this.http = http;
    }

    static ScriptedReceiver start() {
        try {
            HttpServer http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            ScriptedReceiver receiver = new ScriptedReceiver(http);
            http.setExecutor(receiver.threads);
            http.createContext("/", receiver::take);
            http.start();
            return receiver;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    String address() {
        return "http://127.0.0.1:" + http.getAddress().getPort() + "/events";
    }

    /** From now on. */
    void answer(Function<Got, Answer> answers) {
        script = answers;
    }

    synchronized List<Got> all() {
        return List.copyOf(all);
    }

    /** The sessions of the events that it accepted, in order. */
    List<String> accepted() {
        return all().stream().filter(Got::accepted).map(Got::session).toList();
    }

    void awaitAccepted(int count) {
        await(() -> accepted().size() >= count);
        assertThat(accepted()).hasSize(count);
    }

    static void await(BooleanSupplier condition) {
        await(PATIENCE, condition);
    }

    static void await(Duration atMost, BooleanSupplier condition) {
        long end = System.nanoTime() + atMost.toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waited " + atMost).isLessThan(end);
            try {
                Thread.sleep(BETWEEN_LOOKS.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(interrupted);
            }
        }
    }

    @Override
    public void close() {
        http.stop(0);
        threads.shutdownNow();
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            String set = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.US_ASCII);
            byte[] payload = Base64.getUrlDecoder().decode(set.split("\\.", -1)[1]);
            JsonNode claims = Json.read(new String(payload, StandardCharsets.UTF_8));
            String accept = String.valueOf(exchange.getRequestHeaders().getFirst("Accept"));
            String session = claims.at("/sub_id/session/id").asText();
            String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
            Got got = new Got(claims.path("jti").asText(), session, accept, authorization, false);
            Answer answer = script.apply(got);
            boolean accepted = answer.status() < 300;
            synchronized (this) {
                all.add(new Got(got.jti(), session, accept, authorization, accepted));
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }
}
