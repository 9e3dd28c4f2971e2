package dev.holdfast.dev.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * A realm of one test class, with a name of its own so that classes can share a server; deleted when closed.
 *
 * @param name of the realm
 * @param admin who created it
 * @param tokens its token endpoint
 */
public record TestRealm(String name, AdminClient admin, TokenClient tokens) implements AutoCloseable {

    /** The making of RSA keys would take most of the time of each realm. */
    private static final String PRIVATE_KEY = privateKey();

    /** The demo realm with our policies; needs a server with our jars. */
    public static TestRealm guarded(RunningKeycloak server) {
        return create(server, DemoSetting.realm("unnamed"));
    }

    /** The demo realm without our policies, which any server takes. */
    public static TestRealm unguarded(RunningKeycloak server) {
        return create(server, withoutPolicies("unnamed"));
    }

    /** The demo realm without our policies, still to be created. */
    static ObjectNode withoutPolicies(String name) {
        ObjectNode realm = DemoSetting.realm(name);
        realm.remove("clientProfiles");
        realm.remove("clientPolicies");
        // What a policy of ours would have shortened.
        return realm.put("accessTokenLifespan", 300);
    }

    /** A realm from its JSON; its name is replaced, and its key for signatures is that of all realms of a run. */
    public static TestRealm create(RunningKeycloak server, ObjectNode realm) {
        String name = "it-" + UUID.randomUUID().toString().substring(0, 8);
        AdminClient admin = new AdminClient(server);
        admin.createRealm(realm.put("realm", name).put("privateKey", PRIVATE_KEY));
        return new TestRealm(name, admin, TokenClient.ofRealm(server.realm(name)));
    }

    /** The issuer of its tokens. */
    public URI issuer() {
        return URI.create(tokens.endpoint().toString().replace("/protocol/openid-connect/token", ""));
    }

    /** One of its other OpenID Connect endpoints, as in {@code revoke}. */
    public URI endpoint(String name) {
        return URI.create(issuer() + "/protocol/openid-connect/" + name);
    }

    /** Changes a client as an administrator does. */
    public HttpAnswer changeClient(String clientId, Consumer<ObjectNode> change) {
        ObjectNode client = (ObjectNode) admin.client(name, clientId).orElseThrow();
        change.accept(client);
        return admin.put("/" + name + "/clients/" + client.path("id").asText(), client);
    }

    /** Sets attributes of a client as an administrator does. */
    public void setClientAttribute(String clientId, String attribute, String value) {
        HttpAnswer answer = changeClient(
                clientId, client -> client.withObject("/attributes").put(attribute, value));
        AdminClient.succeed("change the client " + clientId, answer);
    }

    /** An attribute of a client, or an empty text. */
    public String clientAttribute(String clientId, String attribute) {
        return admin.client(name, clientId)
                .orElseThrow()
                .path("attributes")
                .path(attribute)
                .asText();
    }

    /** Sets an attribute of the realm as an administrator does. */
    public void setAttribute(String attribute, String value) {
        ObjectNode realm = (ObjectNode) admin.get("/" + name).json();
        realm.withObject("/attributes").put(attribute, value);
        AdminClient.succeed("change the realm", admin.put("/" + name, realm));
    }

    /** What our admin REST tells of a session, missing if it knows nothing. */
    public JsonNode history(String session) {
        return admin.get("/" + name + "/holdfast/sessions/" + session).json();
    }

    /** How many sessions a client has. */
    public int sessions(String clientId) {
        return admin.sessions(name, clientId).size();
    }

    @Override
    public void close() {
        admin.deleteRealm(name);
    }

    private static String privateKey() {
        try {
            KeyPairGenerator keys = KeyPairGenerator.getInstance("RSA");
            keys.initialize(2048);
            return Base64.getEncoder()
                    .encodeToString(keys.generateKeyPair().getPrivate().getEncoded());
        } catch (NoSuchAlgorithmException incomplete) {
            throw new IllegalStateException("This Java has no RSA", incomplete);
        }
    }
}
