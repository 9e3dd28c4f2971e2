package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.RunningKeycloak;
import java.util.Map;

/** A realm still to be created: the demo realm, bent to what a test is about. */
final class RealmDraft {

    /** Every user of a test realm has it. */
    static final String PASSWORD = "a-password-of-tests";

    private final ObjectNode json;

    private RealmDraft(ObjectNode json) {
        this.json = json;
    }

    /** With our policies; needs a server with our jars. */
    static RealmDraft guarded() {
        return new RealmDraft(DemoSetting.realm("unnamed"));
    }

    /** Without our policies, which any server takes. */
    static RealmDraft unguarded() {
        return new RealmDraft(TestRealm.withoutPolicies("unnamed"));
    }

    /** Without our policies, but with one executor of Keycloak's own for every client. */
    static RealmDraft guardedBy(String executor, Map<String, Object> configuration) {
        ObjectNode realm = TestRealm.withoutPolicies("unnamed");
        ObjectNode profile =
                realm.putObject("clientProfiles").putArray("profiles").addObject();
        ObjectNode only = profile.put("name", "native").putArray("executors").addObject();
        put(only.put("executor", executor).putObject("configuration"), configuration);
        ObjectNode policy =
                realm.putObject("clientPolicies").putArray("policies").addObject();
        policy.put("name", "everybody")
                .put("enabled", true)
                .putArray("profiles")
                .add("native");
        policy.putArray("conditions").addObject().put("condition", "any-client").putObject("configuration");
        return new RealmDraft(realm);
    }

    /** With one setting of the executor {@code sender-constrained-tokens}. */
    RealmDraft binding(String setting, String value) {
        executor("sender-constrained-tokens").put(setting, value);
        return this;
    }

    /** Where nothing is asked for or ended by a score, so that the only answers are allow and restrict. */
    RealmDraft onlyRestricting() {
        return risk("rebind-nats", "90").risk("revoke-nats", "95");
    }

    /** With one setting of the executor {@code session-risk}. */
    RealmDraft risk(String setting, String value) {
        executor("session-risk").put(setting, value);
        return this;
    }

    /** With one setting of the condition {@code nhi-client}. */
    RealmDraft condition(String setting, String value) {
        ((ObjectNode) json.at("/clientPolicies/policies/0/conditions/0/configuration")).put(setting, value);
        return this;
    }

    /** Where only the binding judges: the risk of what a test does is not its subject. */
    RealmDraft bindingAlone() {
        ((ArrayNode) json.at("/clientProfiles/profiles/0/executors")).remove(1);
        return this;
    }

    /** With an attribute of the realm. */
    RealmDraft attribute(String name, String value) {
        ((ObjectNode) json.get("attributes")).put(name, value);
        return this;
    }

    /** With any other field. */
    RealmDraft with(String field, JsonNode value) {
        json.set(field, value);
        return this;
    }

    /** With attributes of the runner, the confidential client of the demo. */
    RealmDraft runner(Map<String, Object> attributes) {
        put((ObjectNode) json.at("/clients/0/attributes"), attributes);
        return this;
    }

    /** With one more client that may do everything, as {@link #credentials} knows it. */
    RealmDraft confidential(String clientId, Map<String, Object> attributes) {
        confidentialClient(clientId, attributes);
        return this;
    }

    /** As {@link #confidential}, to be completed by the test. */
    ObjectNode confidentialClient(String clientId, Map<String, Object> attributes) {
        ObjectNode client = client(clientId, attributes).put("publicClient", false);
        return client.put("secret", credentials(clientId).secret()).put("serviceAccountsEnabled", true);
    }

    /** With one more client without a secret. */
    RealmDraft publicClient(String clientId, Map<String, Object> attributes) {
        client(clientId, attributes).put("publicClient", true);
        return this;
    }

    /** With one more client, completed by the test. */
    ObjectNode client(String clientId, Map<String, Object> attributes) {
        ObjectNode client = json.withArray("clients").addObject().put("clientId", clientId);
        client.put("standardFlowEnabled", true).put("directAccessGrantsEnabled", true);
        client.putArray("redirectUris").add("http://127.0.0.1/callback");
        put(client.putObject("attributes"), attributes);
        return client;
    }

    /** With a user who can log in without further questions. */
    RealmDraft user(String name) {
        ObjectNode user = json.withArray("users").addObject().put("username", name);
        user.put("enabled", true).put("firstName", name).put("lastName", "Test");
        user.put("email", name + "@example.org").put("emailVerified", true);
        ObjectNode password = user.putArray("credentials").addObject();
        password.put("type", "password").put("value", PASSWORD).put("temporary", false);
        return this;
    }

    /** The id and secret of a client of {@link #confidential}. */
    static Credentials credentials(String clientId) {
        return new Credentials(clientId, clientId + "-secret");
    }

    /** Creates it. */
    TestRealm on(RunningKeycloak server) {
        return TestRealm.create(server, json);
    }

    /** Its JSON, for what no method of this class says. */
    ObjectNode json() {
        return json;
    }

    private ObjectNode executor(String name) {
        for (JsonNode executor : json.at("/clientProfiles/profiles/0/executors")) {
            if (executor.path("executor").asText().equals(name)) {
                return (ObjectNode) executor.get("configuration");
            }
        }
        throw new IllegalStateException("The realm has no executor " + name);
    }

    private static void put(ObjectNode object, Map<String, Object> values) {
        values.forEach((name, value) -> object.set(name, Json.read(text(value))));
    }

    private static String text(Object value) {
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
