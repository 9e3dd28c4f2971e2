package dev.holdfast.dev.client;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Speaks to Keycloak's admin REST as the first administrator; renews its token when it runs out. */
public final class AdminClient {

    /** A token is not used in its last seconds, so that it cannot run out on the way. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final RunningKeycloak server;
    private String token = "";
    private Instant goodUntil = Instant.EPOCH;

    /** For one server. */
    public AdminClient(RunningKeycloak server) {
        this.server = server;
    }

    /** Reads; the path begins at {@code /admin/realms}, as in {@code /demo/clients}. */
    public HttpAnswer get(String path) {
        return send("GET", path, null);
    }

    /** Creates or commands. */
    public HttpAnswer post(String path, JsonNode body) {
        return send("POST", path, body);
    }

    /** Replaces. */
    public HttpAnswer put(String path, JsonNode body) {
        return send("PUT", path, body);
    }

    /** Removes. */
    public HttpAnswer delete(String path) {
        return send("DELETE", path, null);
    }

    /** Removes what the body lists. */
    public HttpAnswer delete(String path, JsonNode body) {
        return send("DELETE", path, body);
    }

    /**
     * Creates a realm from its JSON representation.
     *
     * @throws IllegalStateException if Keycloak refuses it, with Keycloak's words
     */
    public void createRealm(JsonNode realm) {
        succeed("create the realm " + realm.path("realm").asText(), post("", realm));
    }

    /** Deletes a realm; one that is not there is fine. */
    public void deleteRealm(String realm) {
        HttpAnswer answer = delete("/" + realm);
        if (answer.status() != 404) {
            succeed("delete the realm " + realm, answer);
        }
    }

    /** A client by its {@code clientId}, if there is one. */
    public Optional<JsonNode> client(String realm, String clientId) {
        JsonNode found = succeed(
                        "look for the client " + clientId,
                        get("/" + realm + "/clients?clientId=" + Http.encode(clientId)))
                .json();
        return Optional.ofNullable(found.get(0));
    }

    /** The live sessions of a client, given by its {@code clientId}. */
    public JsonNode sessions(String realm, String clientId) {
        JsonNode client = client(realm, clientId)
                .orElseThrow(() -> new IllegalStateException("No client " + clientId + " in realm " + realm));
        String path = "/" + realm + "/clients/" + client.path("id").asText() + "/user-sessions";
        return succeed("list the sessions of " + clientId, get(path)).json();
    }

    /** Lets a client ask for a scope of the realm. */
    public void allowScope(String realm, String clientId, String scope) {
        String client = client(realm, clientId).orElseThrow().path("id").asText();
        for (JsonNode known : get("/" + realm + "/client-scopes").json()) {
            if (known.path("name").asText().equals(scope)) {
                String path = "/" + realm + "/clients/" + client + "/optional-client-scopes/"
                        + known.path("id").asText();
                succeed("allow the scope " + scope, put(path, Json.object()));
                return;
            }
        }
        throw new IllegalStateException("The realm " + realm + " has no client scope " + scope);
    }

    /** A token of the administrator, for a call by hand. */
    public synchronized String token() {
        if (Instant.now().isAfter(goodUntil)) {
            TokenAnswer answer = TokenClient.ofRealm(server.realm("master"))
                    .send(TokenCall.grant("password")
                            .with("client_id", "admin-cli")
                            .with("username", server.administrator().user())
                            .with("password", server.administrator().password()));
            if (!answer.isIssued()) {
                throw new IllegalStateException("The administrator was refused: " + answer.summary());
            }
            token = answer.accessToken();
            goodUntil = Instant.now().plus(answer.expiresIn()).minus(MARGIN);
        }
        return token;
    }

    /**
     * Gives the answer back if it is a good one.
     *
     * @throws IllegalStateException otherwise
     */
    public static HttpAnswer succeed(String what, HttpAnswer answer) {
        if (!answer.isSuccess()) {
            throw new IllegalStateException("Could not " + what + ": " + answer.status() + " " + answer.body());
        }
        return answer;
    }

    private HttpAnswer send(String method, String path, @Nullable JsonNode body) {
        HttpRequest.Builder request = Http.to(URI.create(server.baseUri() + "/admin/realms" + path));
        request.header("Authorization", "Bearer " + token());
        request.header("Accept", "application/json");
        if (body == null) {
            request.method(method, HttpRequest.BodyPublishers.noBody());
        } else {
            request.header("Content-Type", "application/json");
            request.method(method, HttpRequest.BodyPublishers.ofString(body.toString()));
        }
        return Http.send(request.build());
    }
}
