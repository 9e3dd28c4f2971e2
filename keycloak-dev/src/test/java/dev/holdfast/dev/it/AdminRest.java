package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.demo.Stage;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/**
 * Our admin REST of a realm with the stage of the story.
 *
 * @param server where it is
 * @param stage the realm, its runner and its relying party
 */
record AdminRest(RunningKeycloak server, Stage stage) implements AutoCloseable {

    /** Of a new realm on the usual server. */
    static AdminRest of(ObjectNode realm) {
        RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
        return new AdminRest(server, Stage.set(server, realm, 0, List.of()));
    }

    /** A realm in which many keys are admitted, and what administrators do is kept. */
    static ObjectNode realm(String name) {
        ObjectNode realm =
                DemoSetting.realm(name).put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true);
        ((ObjectNode) realm.at("/clientProfiles/profiles/0/executors/0/configuration")).put("new-keys", "64");
        return realm;
    }

    AdminClient admin() {
        return stage.admin();
    }

    /** A runner with a new key, at home. */
    Agent runner() {
        return stage.agent("the runner", "192.0.2.10", "ci-runner/4.2");
    }

    HttpAnswer get(String path) {
        return admin().get(path(path));
    }

    HttpAnswer post(String path, JsonNode body) {
        return admin().post(path(path), body);
    }

    /** Where something of ours is, as the admin client knows it. */
    String path(String path) {
        return "/" + stage.realm() + "/holdfast" + path;
    }

    /** A call with any token, none if it is empty. */
    HttpAnswer call(String method, String path, String body, String token) {
        var request = Http.to(URI.create(server.baseUri() + "/admin/realms" + path(path)))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return Http.send(request.build());
    }

    /** The admin events about a resource; Keycloak filters by its own types only. */
    List<JsonNode> adminEvents(String resource) {
        List<JsonNode> found = new ArrayList<>();
        admin().get("/" + stage.realm() + "/admin-events?max=1000").json().forEach(event -> {
            if (event.path("resourceType").asText().equals(resource)) {
                found.add(event);
            }
        });
        return found;
    }

    /** The body of a call that needs a reason. */
    static ObjectNode why(String reason) {
        return Json.object().put("reason", reason);
    }

    @Override
    public void close() {
        stage.close();
        admin().deleteRealm(stage.realm());
    }
}
