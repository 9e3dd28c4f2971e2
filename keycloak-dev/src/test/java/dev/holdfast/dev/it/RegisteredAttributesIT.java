package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** Who registers a client, or holds its registration access token, neither sets nor reads what is the administrator's. */
class RegisteredAttributesIT {

    private static final String SECRET = "holdfast.push.client-secret";

    @Test
    void attributesOfOurs_setByWhoeverRegisters_areRefused() {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.DEFAULT))) {
            assertThat(register(realm, client("bold"), "holdfast.receives-all").status())
                    .isEqualTo(400);
            assertThat(realm.admin().client(realm.name(), "bold")).isEmpty();

            JsonNode registered = AdminClient.succeed("register", register(realm, client("modest"), "note"))
                    .json();
            URI address = URI.create(realm.issuer() + "/clients-registrations/default/modest");
            String token = registered.path("registrationAccessToken").asText();
            assertThat(registered.at("/attributes/note").asText()).isEqualTo("x");

            realm.setClientAttribute("modest", SECRET, "of-the-administrator");
            HttpAnswer shown = call("GET", address, token, null);
            assertThat(shown.status()).isEqualTo(200);
            assertThat(shown.body()).doesNotContain("of-the-administrator");

            ObjectNode changed = (ObjectNode) shown.json();
            token = changed.path("registrationAccessToken").asText();
            changed.withObject("/attributes").put(SECRET, "");
            assertThat(call("PUT", address, token, changed).status()).isEqualTo(400);

            changed.withObject("/attributes").remove(SECRET);
            HttpAnswer updated = call("PUT", address, token, changed.put("description", "changed"));
            assertThat(updated.status()).as(updated.body()).isEqualTo(200);
            assertThat(updated.body()).doesNotContain("of-the-administrator");
            assertThat(realm.clientAttribute("modest", SECRET)).isEqualTo("of-the-administrator");
        }
    }

    /** Why this is needed. */
    @Test
    void attributesOfOurs_onKeycloakAlone_areTaken() {
        RunningKeycloak stock = Servers.get(OptionSet.STOCK);
        try (TestRealm realm = RealmDraft.unguarded().on(stock)) {
            assertThat(register(realm, client("bold"), "holdfast.receives-all").status())
                    .isEqualTo(201);
            assertThat(realm.clientAttribute("bold", "holdfast.receives-all")).isEqualTo("x");
        }
    }

    private static ObjectNode client(String clientId) {
        return Json.object().put("clientId", clientId).put("publicClient", false);
    }

    private static HttpAnswer register(TestRealm realm, ObjectNode client, String attribute) {
        client.putObject("attributes").put(attribute, "x");
        JsonNode initial = AdminClient.succeed(
                        "make an initial access token",
                        realm.admin()
                                .post(
                                        "/" + realm.name() + "/clients-initial-access",
                                        Json.object().put("count", 1)))
                .json();
        return call(
                "POST",
                URI.create(realm.issuer() + "/clients-registrations/default"),
                initial.path("token").asText(),
                client);
    }

    private static HttpAnswer call(
            String method, URI address, String token, @org.jspecify.annotations.Nullable JsonNode body) {
        return Http.send(Http.to(address)
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }
}
