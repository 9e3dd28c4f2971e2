package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.Test;

/** A client whose own settings are laxer than the policy is brought in line when it is written, or refused. */
class RegistrationIT {

    private static final String FLAG = "dpop.bound.access.tokens";
    private static final String LIFESPAN = "access.token.lifespan";

    @Test
    void client_laxerThanThePolicy_isBroughtInLine() {
        try (TestRealm realm = realm("auto-configure")) {
            assertThat(create(realm).status()).isEqualTo(201);
            assertThat(realm.clientAttribute("lax", FLAG)).isEqualTo("true");
            assertThat(realm.clientAttribute("lax", LIFESPAN)).isEqualTo("300");

            realm.setClientAttribute("lax", LIFESPAN, "9000");
            assertThat(realm.clientAttribute("lax", LIFESPAN)).isEqualTo("300");

            assertThat(register(realm).json().path("attributes").path(LIFESPAN).asText())
                    .isEqualTo("300");
        }
    }

    @Test
    void client_laxerThanThePolicy_isRefusedWhereThatIsAskedFor() {
        try (TestRealm realm = realm("refuse")) {
            assertThat(create(realm).status()).isEqualTo(400);
            assertThat(realm.admin().client(realm.name(), "lax")).isEmpty();
            // Keycloak's answer to whoever registers itself and breaks a policy.
            assertThat(register(realm).status()).isEqualTo(403);
            assertThat(realm.admin().client(realm.name(), "self-made")).isEmpty();

            HttpAnswer laxer = realm.changeClient(
                    "ci-runner", client -> client.withObject("/attributes").put(LIFESPAN, "9000"));
            assertThat(laxer.status()).isEqualTo(400);
            assertThat(realm.clientAttribute("ci-runner", LIFESPAN)).isEmpty();
        }
    }

    @Test
    void client_laxerThanThePolicy_isLeftWhereThatIsAskedFor() {
        try (TestRealm realm = realm("ignore")) {
            assertThat(create(realm).status()).isEqualTo(201);
            assertThat(realm.clientAttribute("lax", LIFESPAN)).isEqualTo("3000");
        }
    }

    @Test
    void client_onKeycloakAlone_isAsLaxAsItLikes() {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.STOCK))) {
            assertThat(create(realm).status()).isEqualTo(201);
            assertThat(realm.clientAttribute("lax", LIFESPAN)).isEqualTo("3000");
        }
    }

    private static TestRealm realm(String registration) {
        return RealmDraft.guarded()
                .binding("mechanisms", "dpop")
                .binding("registration", registration)
                .on(Servers.get(OptionSet.DEFAULT));
    }

    private static ObjectNode lax(String clientId) {
        ObjectNode client = Json.object().put("clientId", clientId);
        client.put("publicClient", false).put("serviceAccountsEnabled", true);
        client.putObject("attributes").put(LIFESPAN, "3000");
        return client;
    }

    private static HttpAnswer create(TestRealm realm) {
        return realm.admin().post("/" + realm.name() + "/clients", lax("lax"));
    }

    /** As a client registers itself, with an initial access token of the administrator. */
    private static HttpAnswer register(TestRealm realm) {
        JsonNode initial = AdminClient.succeed(
                        "make an initial access token",
                        realm.admin()
                                .post(
                                        "/" + realm.name() + "/clients-initial-access",
                                        Json.object().put("count", 1)))
                .json();
        return Http.send(Http.to(URI.create(realm.issuer() + "/clients-registrations/default"))
                .header("Authorization", "Bearer " + initial.path("token").asText())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(lax("self-made").toString()))
                .build());
    }
}
