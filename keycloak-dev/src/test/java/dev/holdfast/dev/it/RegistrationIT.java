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
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose own settings are laxer than the policy is brought in line when it is written, or refused. */
class RegistrationIT {

    private static final String FLAG = "dpop.bound.access.tokens";
    private static final String RECEIVES_ALL = "holdfast.receives-all";
    private static final String BARRED = "holdfast.keys.barred";
    /** Keycloak's switch and parts of the stream that it keeps with the client. */
    private static final List<String> STREAM =
            List.of("ssf.enabled", "ssf.streamAudience", "ssf.stream.aud", "ssf.stream.delivery.authorizationHeader");

    private static final String KEY = "A".repeat(43);
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

    /** Where no policy of ours is configured, and where one is. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void client_thatRegistersItself_getsNoAttributeOfAnAdministrator(boolean guarded) {
        RealmDraft draft = guarded ? RealmDraft.guarded() : RealmDraft.unguarded();
        try (TestRealm realm = draft.on(Servers.get(OptionSet.DEFAULT))) {
            List<String> reserved = new ArrayList<>(List.of(RECEIVES_ALL, "holdfast.envelope", "holdfast.push.mode"));
            reserved.addAll(STREAM);
            for (String attribute : reserved) {
                HttpAnswer refused = register(realm, self(attribute, "true"));

                assertThat(refused.status()).as(attribute).isEqualTo(400);
                assertThat(refused.json().path("error").asText()).isEqualTo("invalid_client_metadata");
                assertThat(refused.json().path("error_description").asText()).contains(attribute);
                assertThat(realm.admin().client(realm.name(), "self-made")).isEmpty();
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void client_thatChangesItself_changesNoAttributeOfAnAdministrator(boolean guarded) {
        RealmDraft draft = guarded ? RealmDraft.guarded() : RealmDraft.unguarded();
        try (TestRealm realm = draft.on(Servers.get(OptionSet.DEFAULT))) {
            HttpAnswer registered = register(realm, self("harmless", "1"));
            assertThat(registered.status()).as(registered.body()).isEqualTo(201);
            String token = registered.json().path("registrationAccessToken").asText();

            assertThat(change(realm, token, self(RECEIVES_ALL, "true")).status())
                    .isEqualTo(400);
            assertThat(realm.clientAttribute("self-made", RECEIVES_ALL)).isEmpty();

            realm.setClientAttribute("self-made", RECEIVES_ALL, "true");
            realm.setClientAttribute("self-made", BARRED, KEY);
            assertThat(realm.clientAttribute("self-made", RECEIVES_ALL)).isEqualTo("true");
            for (String emptied : List.of(RECEIVES_ALL, BARRED)) {
                assertThat(change(realm, token, self(emptied, "")).status())
                        .as(emptied)
                        .isEqualTo(400);
            }
            assertThat(realm.clientAttribute("self-made", BARRED)).isEqualTo(KEY);

            // What it has from the administrator it may say again.
            HttpAnswer same = change(realm, token, self(RECEIVES_ALL, "true").put("description", "changed"));
            assertThat(same.status()).as(same.body()).isEqualTo(200);
            assertThat(realm.clientAttribute("self-made", RECEIVES_ALL)).isEqualTo("true");
            assertThat(realm.clientAttribute("self-made", BARRED)).isEqualTo(KEY);
            assertThat(same.json().at("/attributes/harmless").isMissingNode()).isFalse();
            assertThat(same.body()).doesNotContain(KEY).doesNotContain(RECEIVES_ALL);
        }
    }

    /** With them it would choose itself whose events it hears, where they go and what secret goes with them. */
    @Test
    void client_thatChangesItself_changesNothingOfItsStream() {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.DEFAULT))) {
            HttpAnswer registered = register(realm, self("harmless", "1"));
            assertThat(registered.status()).as(registered.body()).isEqualTo(201);
            String token = registered.json().path("registrationAccessToken").asText();
            for (String attribute : STREAM) {
                HttpAnswer refused = change(realm, token, self(attribute, "true"));
                assertThat(refused.status()).as(attribute).isEqualTo(400);
                assertThat(refused.json().path("error_description").asText()).contains(attribute);
                assertThat(realm.clientAttribute("self-made", attribute)).isEmpty();
            }

            STREAM.forEach(attribute -> realm.setClientAttribute("self-made", attribute, "of-the-administrator"));
            assertThat(change(realm, token, self("ssf.stream.aud", "")).status())
                    .isEqualTo(400);
            HttpAnswer unchanged = change(realm, token, self("harmless", "2").put("description", "changed"));
            assertThat(unchanged.status()).as(unchanged.body()).isEqualTo(200);
            assertThat(STREAM)
                    .allSatisfy(attribute -> assertThat(realm.clientAttribute("self-made", attribute))
                            .isEqualTo("of-the-administrator"));
            assertThat(unchanged.json().path("attributes").toString()).doesNotContain("ssf.");
            assertThat(unchanged.body()).doesNotContain("of-the-administrator");
        }
    }

    /** Removed and registered again under the same id it would be rid of the bar. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "openid-connect"})
    void client_withABarredKey_cannotRemoveItself(String provider) {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.DEFAULT))) {
            HttpAnswer registered = register(realm, self("harmless", "1"));
            String token = registered.json().path("registrationAccessToken").asText();
            realm.setClientAttribute("self-made", BARRED, KEY);

            HttpAnswer stranger = remove(realm, provider, "a.b.c");
            HttpAnswer refused = remove(realm, provider, token);

            assertThat(stranger.status()).isEqualTo(401);
            assertThat(stranger.body()).doesNotContain(BARRED);
            assertThat(refused.status()).as(refused.body()).isEqualTo(400);
            assertThat(refused.json().path("error_description").asText()).contains(BARRED);
            assertThat(refused.body()).doesNotContain(KEY);
            assertThat(realm.clientAttribute("self-made", BARRED)).isEqualTo(KEY);
        }
    }

    /** What only lets it do more, it may give up; a refusal uses no token up. */
    @ParameterizedTest
    @ValueSource(strings = {"default", "openid-connect"})
    void client_withoutAttributesOfOurs_removesItself(String provider) {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.DEFAULT))) {
            HttpAnswer registered = register(realm, self("harmless", "1"));
            String token = registered.json().path("registrationAccessToken").asText();
            realm.setClientAttribute("self-made", "ssf.enabled", "true");

            HttpAnswer removed = remove(realm, provider, token);

            assertThat(removed.status()).as(removed.body()).isEqualTo(204);
            assertThat(realm.admin().client(realm.name(), "self-made")).isEmpty();
        }
    }

    @Test
    void client_onKeycloakAlone_isAsLaxAsItLikes() {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.STOCK))) {
            assertThat(create(realm).status()).isEqualTo(201);
            assertThat(realm.clientAttribute("lax", LIFESPAN)).isEqualTo("3000");
        }
    }

    /** What is kept from it above. */
    @Test
    void client_onKeycloakAlone_getsAnyAttributeItAsksFor() {
        try (TestRealm realm = RealmDraft.unguarded().on(Servers.get(OptionSet.STOCK))) {
            assertThat(register(realm, self(RECEIVES_ALL, "true")).status()).isEqualTo(201);
            assertThat(realm.clientAttribute("self-made", RECEIVES_ALL)).isEqualTo("true");
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

    private static ObjectNode self(String attribute, String value) {
        ObjectNode client = Json.object().put("clientId", "self-made");
        client.putObject("attributes").put(attribute, value);
        return client;
    }

    private static HttpAnswer register(TestRealm realm) {
        return register(realm, lax("self-made"));
    }

    /** As a client registers itself, with an initial access token of the administrator. */
    private static HttpAnswer register(TestRealm realm, ObjectNode client) {
        JsonNode initial = AdminClient.succeed(
                        "make an initial access token",
                        realm.admin()
                                .post(
                                        "/" + realm.name() + "/clients-initial-access",
                                        Json.object().put("count", 1)))
                .json();
        return Http.send(registration(realm, "", initial.path("token").asText())
                .POST(HttpRequest.BodyPublishers.ofString(client.toString()))
                .build());
    }

    /** As a client changes itself, with the token of its registration, which a refusal does not use up. */
    private static HttpAnswer change(TestRealm realm, String token, ObjectNode client) {
        return Http.send(registration(realm, "/self-made", token)
                .PUT(HttpRequest.BodyPublishers.ofString(client.toString()))
                .build());
    }

    private static HttpAnswer remove(TestRealm realm, String provider, String token) {
        return Http.send(
                registration(realm, provider, "/self-made", token).DELETE().build());
    }

    private static HttpRequest.Builder registration(TestRealm realm, String path, String token) {
        return registration(realm, "default", path, token);
    }

    private static HttpRequest.Builder registration(TestRealm realm, String provider, String path, String token) {
        return Http.to(URI.create(realm.issuer() + "/clients-registrations/" + provider + path))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json");
    }
}
