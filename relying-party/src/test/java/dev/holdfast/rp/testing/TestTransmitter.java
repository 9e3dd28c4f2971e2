package dev.holdfast.rp.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The stream API of a transmitter on a free port of this machine: one stream per client, as in Keycloak. */
public final class TestTransmitter implements AutoCloseable {

    /** The requests, such as {@code POST /streams}, in order. */
    public final List<String> requests = new CopyOnWriteArrayList<>();
    /** The JSON of the only stream; empty for none. */
    public final List<String> streams = new CopyOnWriteArrayList<>();
    /** What the metadata says. */
    public final Map<String, Object> metadata = new LinkedHashMap<>();

    /** The type of the access tokens given: {@code Bearer} or {@code DPoP}. */
    public volatile String tokenType = "Bearer";
    /** The nonce that a proof at the token endpoint must carry; empty for none. */
    public volatile String tokenNonce = "";
    /** The nonce that a proof at the stream API must carry; empty for none. */
    public volatile String apiNonce = "";
    /** Whether no proof is ever new enough. */
    public volatile boolean insatiable;
    /** Thumbprint of the key that the last access token is bound to. */
    public volatile String boundTo = "";

    /** What is polled. */
    public final TestPollQueue queue = new TestPollQueue();
    /** Status with which polls are refused; 0 for none. */
    public volatile int pollStatus;

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final TestProofs proofs = new TestProofs();
    private int created;

    /** Starts with the metadata at one of the two well-known addresses of realm {@code demo}. */
    public TestTransmitter(String metadataPath) throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        metadata.put("issuer", issuer().toString());
        metadata.put("jwks_uri", at("/jwks").toString());
        metadata.put("configuration_endpoint", at("/streams").toString());
        metadata.put("verification_endpoint", at("/verify").toString());
        server.createContext("/", this::handle);
        server.createContext(metadataPath, exchange -> answer(exchange, 200, JSONObjectUtils.toJSONString(metadata)));
        server.setExecutor(workers);
        server.start();
    }

    /** The transmitter's name. */
    public URI issuer() {
        return at("/realms/demo");
    }

    /** An address at this transmitter. */
    public URI at(String path) {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void handle(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        requests.add(request);
        if (request.equals("POST /token")) {
            giveToken(exchange, body);
        } else if (!isAuthorized(exchange)) {
            answer(exchange, request.startsWith("GET /.well-known") ? 404 : 401, "");
        } else if (request.equals("GET /streams")) {
            answer(exchange, 200, "[" + String.join(",", streams) + "]");
        } else if (request.equals("POST /streams")) {
            create(exchange, body);
        } else if (request.startsWith("DELETE /streams?stream_id=")) {
            streams.clear();
            answer(exchange, 204, "");
        } else if (request.equals("POST /verify")) {
            answer(exchange, body.contains("too-soon") ? 429 : 204, "");
        } else if (request.equals("POST /poll")) {
            poll(exchange, body);
        } else {
            answer(exchange, 404, "");
        }
    }

    private void poll(HttpExchange exchange, String body) throws IOException {
        if (pollStatus != 0) {
            answer(exchange, pollStatus, "");
            return;
        }
        try {
            answer(exchange, 200, queue.answer(body));
        } catch (ParseException e) {
            answer(exchange, 400, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void giveToken(HttpExchange exchange, String body) throws IOException {
        if (!"Basic cng6czNjcmV0".equals(exchange.getRequestHeaders().getFirst("Authorization"))
                || !body.equals("grant_type=client_credentials&scope=ssf.manage%20ssf.read")) {
            answer(exchange, 401, "");
            return;
        }
        if (asksForNonce(exchange, tokenNonce)) {
            answer(exchange, 400, "{\"error\":\"use_dpop_nonce\"}");
            return;
        }
        boundTo = prover(exchange, "");
        boolean good = tokenType.equals("Bearer") || !boundTo.isEmpty();
        answer(
                exchange,
                good ? 200 : 400,
                good ? "{\"access_token\":\"management\",\"token_type\":\"" + tokenType + "\"}" : "{}");
    }

    private boolean isAuthorized(HttpExchange exchange) {
        String authorization = exchange.getRequestHeaders().getFirst("Authorization");
        if (tokenType.equals("Bearer")) {
            return "Bearer management".equals(authorization)
                    && !exchange.getRequestHeaders().containsKey("DPoP");
        }
        if (!"DPoP management".equals(authorization)) {
            return false;
        }
        if (asksForNonce(exchange, apiNonce)) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "DPoP error=\"use_dpop_nonce\", algs=\"ES256\"");
            return false;
        }
        return !boundTo.isEmpty() && boundTo.equals(prover(exchange, "management"));
    }

    private String prover(HttpExchange exchange, String token) {
        URI uri = at(exchange.getRequestURI().getPath());
        return proofs.key(exchange.getRequestHeaders().get("DPoP"), exchange.getRequestMethod(), uri, token)
                .orElse("");
    }

    private boolean asksForNonce(HttpExchange exchange, String nonce) {
        if (nonce.isEmpty()) {
            return false;
        }
        exchange.getResponseHeaders().set("DPoP-Nonce", nonce);
        return insatiable
                || !nonce.equals(TestProofs.nonce(exchange.getRequestHeaders().getFirst("DPoP")));
    }

    private void create(HttpExchange exchange, String body) throws IOException {
        if (!streams.isEmpty()) {
            answer(exchange, 409, "");
            return;
        }
        try {
            Map<String, Object> stream = JSONObjectUtils.parse(body);
            Map<String, Object> delivery = JSONObjectUtils.getJSONObject(stream, "delivery");
            delivery.remove("authorization_header");
            if ("urn:ietf:rfc:8936".equals(delivery.get("method"))) {
                delivery.put("endpoint_url", at("/poll").toString());
            }
            stream.put("stream_id", "stream-" + ++created);
            stream.put("iss", issuer().toString());
            stream.put("aud", "https://rp.example");
            streams.add(JSONObjectUtils.toJSONString(stream));
            answer(exchange, 201, streams.get(0));
        } catch (ParseException e) {
            answer(exchange, 400, "");
        }
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public void close() {
        queue.close();
        server.stop(0);
        workers.shutdownNow();
    }
}
