package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.DemoRelyingParty;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Tokens without a session, as Keycloak issues them to service accounts by default, fall at the relying party by their key or
 * with their identity. Nothing but the event can do that: an API that verifies tokens by itself asks nobody.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionlessTokensIT {

    private static final String ENVELOPE = "holdfast.envelope";
    private static final String REFRESH = "client_credentials.use_refresh_token";

    private final AdminRest rest = AdminRest.of(sessionless());

    @AfterAll
    void strike() {
        rest.close();
    }

    @Test
    void revocation_ofAKey_reachesItsTokensAndSparesTheSiblings() {
        Agent runner = rest.runner();
        Agent sibling = rest.runner();
        TokenAnswer tokens = accepted(runner);
        TokenAnswer others = accepted(sibling);

        pause(true);
        rest.post("/identities/ci-runner/keys/" + tokens.boundTo() + "/revoke", AdminRest.why("image leaked"));
        assertThat(runner.call(tokens).status()).as("without the event").isEqualTo(200);
        pause(false);

        ScriptedReceiver.await(() -> runner.call(tokens).status() == 401);
        assertThat(runner.call(tokens).body()).contains("SESSION_REVOKED");
        assertThat(sibling.call(others).status()).isEqualTo(200);
        assertThat(runner.authenticate().isIssued()).as("barred").isFalse();
    }

    @Test
    void revocation_ofTheIdentity_reachesAllItsTokensAndLetsNewerOnesIn() {
        Agent runner = rest.runner();
        TokenAnswer tokens = accepted(runner);

        pause(true);
        rest.post("/identities/ci-runner/revoke", AdminRest.why("rotation"));
        assertThat(runner.call(tokens).status()).as("without the event").isEqualTo(200);
        pause(false);

        ScriptedReceiver.await(() -> runner.call(tokens).status() == 401);
        assertThat(runner.call(tokens).body()).contains("SESSION_REVOKED");
        ScriptedReceiver.await(() -> runner.call(runner.authenticate()).status() == 200);
    }

    @Test
    void key_barredAfterATheft_losesWhatItWasIssuedBefore() {
        Agent owner = rest.runner();
        Agent thief = rest.runner();
        TokenAnswer bought = accepted(thief);
        setAttribute(REFRESH, "true");
        TokenAnswer stolen = owner.authenticate();
        setAttribute(REFRESH, "false");

        assertThat(thief.refresh(stolen).isIssued()).isFalse();
        rest.admin().delete(rest.path("/identities/ci-runner/keys/lock"));

        ScriptedReceiver.await(() -> thief.call(bought).status() == 401);
        assertThat(thief.call(bought).body()).contains("SESSION_REVOKED");
    }

    @Test
    void decision_againstAHolderWithoutASession_reachesItsEarlierTokens() {
        Agent runner = rest.runner();
        TokenAnswer tokens = accepted(runner);
        try {
            setAttribute(ENVELOPE, "{\"notAfter\":\"2026-01-01T00:00:00Z\"}");
            assertThat(runner.authenticate().isIssued()).isFalse();
            ScriptedReceiver.await(() -> runner.call(tokens).status() == 401);
        } finally {
            setAttribute(ENVELOPE, "");
        }
    }

    private static ObjectNode sessionless() {
        ObjectNode realm = AdminRest.realm("it-sessionless");
        ((ObjectNode) realm.at("/clients/0/attributes")).put(REFRESH, "false");
        // Where no key is held against anybody until it is seen in a theft.
        ((ObjectNode) realm.at("/clientProfiles/profiles/0/executors/0/configuration")).put("key-admission", "any");
        return realm;
    }

    /** Stops and starts what is sent to the relying party. */
    private void pause(boolean paused) {
        String path = "/" + rest.stage().realm() + "/ssf/clients/" + DemoRelyingParty.NAME + "/stream/status";
        AdminClient.succeed(
                "change the status of the stream",
                rest.admin().post(path, Json.object().put("status", paused ? "paused" : "enabled")));
    }

    private void setAttribute(String name, String value) {
        ObjectNode client = (ObjectNode)
                rest.admin().client(rest.stage().realm(), "ci-runner").orElseThrow();
        client.withObject("/attributes").put(name, value);
        AdminClient.succeed(
                "change the client",
                rest.admin()
                        .put(
                                "/" + rest.stage().realm() + "/clients/"
                                        + client.path("id").asText(),
                                client));
    }

    private TokenAnswer accepted(Agent agent) {
        TokenAnswer tokens = agent.authenticate();
        assertThat(tokens.accessClaims().has("sid")).as("no session").isFalse();
        assertThat(agent.call(tokens).status()).isEqualTo(200);
        return tokens;
    }
}
