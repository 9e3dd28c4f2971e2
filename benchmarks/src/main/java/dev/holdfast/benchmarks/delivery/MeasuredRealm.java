package dev.holdfast.benchmarks.delivery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.server.RunningKeycloak;
import dev.holdfast.events.EventType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A realm with runners and receivers. */
final class MeasuredRealm implements AutoCloseable {

    static final String RUNNER = "runner";
    private static final long PAUSE_MILLIS = 20;
    private static final Duration LONG = Duration.ofMinutes(10);

    private final RunningKeycloak server;
    private final AdminClient admin;
    private final String name;
    private final HttpClient http = HttpClient.newHttpClient();

    /** What the server says of a revocation: when it was decided and how long its request waited, in microseconds. */
    record Revocation(long at, long took) {}

    private MeasuredRealm(RunningKeycloak server, AdminClient admin, String name) {
        this.server = server;
        this.admin = admin;
        this.name = name;
    }

    static MeasuredRealm on(RunningKeycloak server, String name) {
        AdminClient admin = new AdminClient(server);
        ObjectNode realm = Json.object().put("realm", name).put("enabled", true).put("sslRequired", "none");
        realm.putObject("attributes").put("ssf.transmitterEnabled", "true");
        client(realm.putArray("clients"), RUNNER).putObject("attributes");
        admin.createRealm(realm);
        return new MeasuredRealm(server, admin, name);
    }

    /** One more client with a service account. */
    void addClient(String clientId) {
        ObjectNode client = client(Json.object().putArray("clients"), clientId);
        AdminClient.succeed("create " + clientId, admin.post("/" + name + "/clients", client));
    }

    /** A receiver, and its stream of pushed events. */
    void addReceiver(String clientId, String address) {
        ObjectNode receiver = client(Json.object().putArray("clients"), clientId);
        receiver.putObject("attributes")
                .put("ssf.enabled", "true")
                .put("ssf.validPushUrls", address)
                .put("ssf.defaultSubjects", "ALL")
                .put("holdfast.receives-all", "true");
        AdminClient.succeed("create " + clientId, admin.post("/" + name + "/clients", receiver));
        admin.allowScope(name, clientId, "ssf.read");
        admin.allowScope(name, clientId, "ssf.manage");
        TokenAnswer token = TokenClient.ofRealm(server.realm(name))
                .send(TokenCall.clientCredentials()
                        .with("scope", "ssf.read ssf.manage")
                        .as(new Credentials(clientId, "secret")));
        ObjectNode stream = Json.object();
        stream.putObject("delivery").put("method", "urn:ietf:rfc:8935").put("endpoint_url", address);
        stream.putArray("events_requested")
                .add(EventType.SESSION_REVOKED.uri())
                .add(EventType.CREDENTIAL_COMPROMISE.uri());
        HttpRequest request = Http.to(URI.create(server.realm(name) + "/ssf/transmitter/streams"))
                .header("Authorization", "Bearer " + token.accessToken())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(stream.toString()))
                .build();
        AdminClient.succeed("create the stream of " + clientId, Http.send(request));
    }

    void removeClient(String clientId) {
        String id = admin.client(name, clientId).orElseThrow().path("id").asText();
        AdminClient.succeed("delete " + clientId, admin.delete("/" + name + "/clients/" + id));
    }

    List<String> sessions(int count) {
        List<String> ids = new ArrayList<>();
        measure("sessions?client=" + RUNNER + "&count=" + count, "").forEach(id -> ids.add(id.asText()));
        return ids;
    }

    /** Ends sessions, each for a cause of its own. */
    Map<String, Revocation> revoke(List<String> sessions, int threads) {
        return revoke(sessions, threads, 1);
    }

    /** Ends sessions, so many by one cause, as when a client or a user is shut out. */
    Map<String, Revocation> revoke(List<String> sessions, int threads, int together) {
        ArrayNode ids = Json.object().putArray("ids");
        sessions.forEach(ids::add);
        Map<String, Revocation> done = new HashMap<>();
        measure("revocations?client=" + RUNNER + "&threads=" + threads + "&together=" + together, ids.toString())
                .forEach(row -> done.put(
                        row.get(0).asText(),
                        new Revocation(row.get(1).asLong(), row.get(2).asLong())));
        return done;
    }

    /** Ends sessions as thefts come, one at a time: a queue is measured by the burst. */
    Map<String, Revocation> revokeOneByOne(List<String> sessions) throws InterruptedException {
        Map<String, Revocation> done = new HashMap<>();
        for (String session : sessions) {
            done.putAll(revoke(List.of(session), 1));
            // So that the one before it is through.
            Thread.sleep(PAUSE_MILLIS);
        }
        return done;
    }

    void report(String clientId, int from, int count) {
        measure("reports?client=" + clientId + "&from=" + from + "&count=" + count, "");
    }

    /** How long the server has kept processors busy since its start, in nanoseconds; a database of its own process not counted. */
    long processorNanos() {
        return measure("processor", "").asLong();
    }

    /** As an administrator logs out all sessions of the runner's account. */
    void logOutRunner() {
        String client = admin.client(name, RUNNER).orElseThrow().path("id").asText();
        String account = admin.get("/" + name + "/clients/" + client + "/service-account-user")
                .json()
                .path("id")
                .asText();
        HttpAnswer answer = admin.post("/" + name + "/users/" + account + "/logout", Json.object());
        AdminClient.succeed("log out the runner", answer);
    }

    @Override
    public void close() {
        admin.deleteRealm(name);
    }

    private JsonNode measure(String what, String body) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.realm(name) + "/holdfast-measure/" + what))
                .timeout(LONG)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= 300) {
                throw new IllegalStateException("Could not measure: " + answer.statusCode() + " " + answer.body());
            }
            return Json.read(answer.body());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        }
    }

    private static ObjectNode client(ArrayNode clients, String clientId) {
        return clients.addObject()
                .put("clientId", clientId)
                .put("secret", "secret")
                .put("publicClient", false)
                .put("standardFlowEnabled", false)
                .put("serviceAccountsEnabled", true);
    }
}
