package dev.holdfast.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;

/**
 * All that the story needs, standing ready: the realm on a running server, the relying party, and the stream of events
 * between them.
 *
 * @param issuer of the realm
 */
public record Stage(String realm, URI issuer, AdminClient admin, TokenClient tokens, DemoRelyingParty relyingParty)
        implements AutoCloseable {

    /** The runner's id and secret; a demonstration has no secrets. */
    public static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    /**
     * Creates the realm and what belongs to it.
     *
     * @param representation of the realm; one of the same name is replaced
     * @param port of the relying party, 0 for a free one
     */
    public static Stage set(RunningKeycloak server, ObjectNode representation, int port) {
        String realm = representation.path("realm").asText();
        URI issuer = server.realm(realm);
        AdminClient admin = new AdminClient(server);
        DemoRelyingParty party = DemoRelyingParty.start(issuer, port, server.hostForCallbacks());
        Stage stage = new Stage(realm, issuer, admin, TokenClient.ofRealm(issuer), party);
        boolean ready = false;
        try {
            stage.build(representation);
            ready = true;
            return stage;
        } finally {
            if (!ready) {
                stage.close();
            }
        }
    }

    /** Somebody with a new key. */
    public Agent agent(String name, String address, String userAgent) {
        return new Agent(name, RUNNER, DpopKey.generate(), address, userAgent, tokens, relyingParty.api());
    }

    @Override
    public void close() {
        relyingParty.close();
    }

    private void build(ObjectNode representation) {
        String secret = "";
        for (JsonNode client : representation.path("clients")) {
            if (client.path("clientId").asText().equals(DemoRelyingParty.NAME)) {
                // Keycloak pushes only to addresses that stand here, and a wildcard for the port is none.
                ((ObjectNode) client.path("attributes"))
                        .put("ssf.validPushUrls", relyingParty.events().toString());
                secret = client.path("secret").asText();
            }
        }
        admin.deleteRealm(realm);
        admin.createRealm(representation);
        // Keycloak does not give the scopes of shared signals to new clients.
        admin.allowScope(realm, DemoRelyingParty.NAME, "ssf.read");
        admin.allowScope(realm, DemoRelyingParty.NAME, "ssf.manage");
        relyingParty.subscribe(secret);
    }
}
