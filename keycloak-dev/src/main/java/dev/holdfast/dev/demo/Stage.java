package dev.holdfast.dev.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All that the story needs, standing ready: the realm on a running server, the relying parties, and the streams of events
 * between them.
 *
 * @param issuer of the realm
 * @param relyingParty the one of this program
 * @param apis it and the samples
 */
public record Stage(
        String realm,
        URI issuer,
        AdminClient admin,
        TokenClient tokens,
        DemoRelyingParty relyingParty,
        List<ProtectedApi> apis)
        implements AutoCloseable {

    /** The runner's id and secret; a demonstration has no secrets. */
    public static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    /** Starts a relying party that is a program of its own. */
    @FunctionalInterface
    public interface Sample {

        /**
         * Starts it; it answers later.
         *
         * @param hostForCallbacks the name under which the issuer reaches this machine
         */
        ProtectedApi start(URI issuer, String hostForCallbacks);
    }

    /**
     * Creates the realm and what belongs to it.
     *
     * @param representation of the realm; one of the same name is replaced
     * @param port of the relying party, 0 for a free one
     * @param samples further relying parties, none for a stage that is set fast
     */
    public static Stage set(RunningKeycloak server, ObjectNode representation, int port, List<Sample> samples) {
        String realm = representation.path("realm").asText();
        URI issuer = server.realm(realm);
        List<ProtectedApi> apis = new ArrayList<>();
        boolean ready = false;
        try {
            DemoRelyingParty party = DemoRelyingParty.start(issuer, port, server.hostForCallbacks());
            apis.add(party);
            for (Sample sample : samples) {
                apis.add(sample.start(issuer, server.hostForCallbacks()));
            }
            Stage stage = new Stage(
                    realm, issuer, new AdminClient(server), TokenClient.ofRealm(issuer), party, List.copyOf(apis));
            stage.build(representation);
            ready = true;
            return stage;
        } finally {
            if (!ready) {
                apis.forEach(ProtectedApi::close);
            }
        }
    }

    /** Somebody with a new key. */
    public Agent agent(String name, String address, String userAgent) {
        return new Agent(
                name, RUNNER, DpopKey.generate(), address, userAgent, tokens, relyingParty, new ConcurrentHashMap<>());
    }

    @Override
    public void close() {
        apis.forEach(ProtectedApi::close);
    }

    private void build(ObjectNode representation) {
        for (ProtectedApi api : apis) {
            // Keycloak pushes only to addresses that stand here, and a wildcard for the port is none.
            ((ObjectNode) client(representation, api).path("attributes"))
                    .put("ssf.validPushUrls", api.events().toString());
        }
        admin.deleteRealm(realm);
        admin.createRealm(representation);
        for (ProtectedApi api : apis) {
            // Keycloak does not give the scopes of shared signals to new clients.
            admin.allowScope(realm, api.name(), "ssf.read");
            admin.allowScope(realm, api.name(), "ssf.manage");
            api.awaitReady();
            api.subscribe(client(representation, api).path("secret").asText());
        }
    }

    private static JsonNode client(JsonNode representation, ProtectedApi api) {
        for (JsonNode client : representation.path("clients")) {
            if (client.path("clientId").asText().equals(api.name())) {
                return client;
            }
        }
        throw new IllegalStateException("The realm has no client " + api.name());
    }
}
