package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.client.TokenClient;
import dev.holdfast.dev.server.RunningKeycloak;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import java.net.URI;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A realm with {@link SignalReceivers}, and what people and clients do in it. */
final class SignalRealm implements AutoCloseable {

    private static final String SENTINEL = "sentinel";
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private final SignalReceivers receivers = new SignalReceivers();
    private final TestRealm realm;
    private final String sentinel;

    /** What an event says: its type, the members of its subject, who did it. */
    record Said(EventType type, Map<String, Object> subject, String initiator) {}

    private SignalRealm(RunningKeycloak server, Set<EventType> events) {
        RealmDraft draft = RealmDraft.unguarded();
        receivers.addTo(draft);
        SignalReceivers.audiences(
                draft.confidentialClient(SENTINEL, Map.of()),
                List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED, SignalReceivers.STRANGER));
        ObjectNode json = draft.json();
        json.put("revokeRefreshToken", true).put("refreshTokenMaxReuse", 0);
        realm = draft.on(server);
        sentinel = serviceAccount(RealmDraft.credentials(SENTINEL));
        receivers.listen(realm, events);
    }

    /** On a server with our jars. */
    static SignalRealm ours(RunningKeycloak server) {
        return new SignalRealm(
                server, EnumSet.complementOf(EnumSet.of(EventType.VERIFICATION, EventType.STREAM_UPDATED)));
    }

    /** On a server without them, which knows two types only. */
    static SignalRealm stock(RunningKeycloak server) {
        return new SignalRealm(server, EnumSet.of(EventType.SESSION_REVOKED, EventType.CREDENTIAL_CHANGE));
    }

    TestRealm realm() {
        return realm;
    }

    /** A client whose tokens are meant for the pushed and the polled receiver. */
    Credentials client() {
        return clientFor();
    }

    /** As {@link #client}, and also for these. */
    Credentials clientFor(String... more) {
        String id = "app-" + UUID.randomUUID().toString().substring(0, 8);
        ObjectNode client = Json.object();
        Credentials credentials = new Credentials(id, id + "-secret");
        client.put("clientId", id).put("secret", credentials.secret()).put("protocol", "openid-connect");
        client.put("publicClient", false).put("directAccessGrantsEnabled", true).put("serviceAccountsEnabled", true);
        client.putArray("redirectUris").add("http://127.0.0.1/callback");
        client.putObject("attributes")
                .put("post.logout.redirect.uris", "+")
                .put("client_credentials.use_refresh_token", "true")
                .put("standard.token.exchange.enabled", "true");
        SignalReceivers.audiences(client, List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED));
        SignalReceivers.audiences(client, List.of(more));
        AdminClient.succeed("create a client", realm.admin().post("/" + realm.name() + "/clients", client));
        return credentials;
    }

    /** Creates a user, gives the id. */
    String user(String name) {
        ObjectNode user = Json.object();
        user.put("username", name).put("enabled", true).put("firstName", name).put("lastName", "Test");
        user.put("email", name + "@example.org").put("emailVerified", true);
        ObjectNode password = user.putArray("credentials").addObject();
        password.put("type", "password").put("value", RealmDraft.PASSWORD).put("temporary", false);
        HttpAnswer answer = AdminClient.succeed("create a user", admin("POST", "/users", user));
        String location = answer.header("Location").orElseThrow();
        return location.substring(location.lastIndexOf('/') + 1);
    }

    /** An id of Keycloak's own for a client. */
    String uuid(Credentials client) {
        return realm.admin()
                .client(realm.name(), client.clientId())
                .orElseThrow()
                .path("id")
                .asText();
    }

    /** The user of a client's service account. */
    String serviceAccount(Credentials client) {
        return read("/clients/" + uuid(client) + "/service-account-user")
                .path("id")
                .asText();
    }

    /** Logs a user in by password. */
    TokenAnswer login(Credentials client, String user) {
        return realm.tokens().send(password(client, user));
    }

    /** The raw ID token of a fresh login. */
    String idToken(Credentials client, String user) {
        return realm.tokens()
                .exchange(password(client, user))
                .json()
                .path("id_token")
                .asText();
    }

    /** Gives a token back. */
    HttpAnswer revoke(Credentials client, String token) {
        return new TokenClient(realm.endpoint("revoke"))
                .exchange(TokenCall.withoutGrant().with("token", token).as(client));
    }

    /** An administrator's call, its path within the realm. */
    HttpAnswer admin(String method, String path, JsonNode body) {
        String whole = "/" + realm.name() + path;
        return switch (method) {
            case "GET" -> realm.admin().get(whole);
            case "PUT" -> realm.admin().put(whole, body);
            case "DELETE" -> realm.admin().delete(whole, body);
            default -> realm.admin().post(whole, body);
        };
    }

    /** What an administrator reads there. */
    JsonNode read(String path) {
        return realm.admin().get("/" + realm.name() + path).json();
    }

    /** Removes what is there. */
    void delete(String path) {
        AdminClient.succeed("delete " + path, realm.admin().delete("/" + realm.name() + path));
    }

    /** Reads something, changes it and writes it back. */
    void change(String path, String field, Object value) {
        ObjectNode json = (ObjectNode) read(path);
        json.set(field, Json.read(value instanceof String ? "\"" + value + "\"" : String.valueOf(value)));
        AdminClient.succeed("change " + path, admin("PUT", path, json));
    }

    /** What all receivers hear of somebody because of an action, up to a sentinel that is sent after it. */
    Map<String, List<VerifiedEvent>> after(Runnable action, String... about) {
        Map<String, Integer> before = new HashMap<>();
        List<String> all = List.of(
                SignalReceivers.PUSHED, SignalReceivers.POLLED, SignalReceivers.STRANGER, SignalReceivers.OVERSEER);
        all.forEach(name -> before.put(name, receivers.heard(name).size()));
        action.run();
        sentinel();
        Map<String, List<VerifiedEvent>> heard = new HashMap<>();
        for (String name : all) {
            int from = before.getOrDefault(name, 0);
            assertThat(receivers.await(name, sentinel, from, PATIENCE))
                    .as("%s hears the sentinel", name)
                    .isTrue();
            heard.put(
                    name,
                    receivers.heard(name).stream()
                            .skip(from)
                            .filter(event -> List.of(about).stream().anyMatch(id -> SignalReceivers.isAbout(event, id)))
                            .toList());
        }
        return heard;
    }

    /** Acts, and asserts what is heard by push and by poll, each once, and by the stranger not at all. */
    void expect(Runnable action, List<String> about, Said... expected) {
        Map<String, List<VerifiedEvent>> heard = after(action, about.toArray(String[]::new));
        for (String name : List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED, SignalReceivers.OVERSEER)) {
            List<VerifiedEvent> events = heard.getOrDefault(name, List.of());
            assertThat(events).as(name).extracting(SignalRealm::said).containsExactlyInAnyOrder(expected);
            assertThat(events.stream().map(VerifiedEvent::transactionId).distinct())
                    .as("one txn")
                    .hasSize(Math.min(1, expected.length));
            assertThat(events)
                    .allSatisfy(
                            event -> assertThat(String.valueOf(event.payload().get("reason_admin")))
                                    .contains("en="));
        }
        assertThat(heard.get(SignalReceivers.STRANGER)).as("stranger").isEmpty();
    }

    /** The complex subject with these members, given as name and value. */
    Map<String, Object> subject(String... members) {
        Map<String, Object> subject = new HashMap<>(Map.of("format", "complex"));
        for (int i = 0; i < members.length; i += 2) {
            subject.put(
                    members[i],
                    members[i].equals("user")
                            ? Map.of("format", "iss_sub", "iss", realm.issuer().toString(), "sub", members[i + 1])
                            : Map.of("format", "opaque", "id", members[i + 1]));
        }
        return subject;
    }

    @Override
    public void close() {
        receivers.close();
        realm.close();
    }

    /** A logout by an administrator is told by any server. */
    private void sentinel() {
        AdminClient.succeed("send the sentinel", admin("POST", "/users/" + sentinel + "/logout", Json.object()));
    }

    private static TokenCall password(Credentials client, String user) {
        return TokenCall.grant("password")
                .with("username", user)
                .with("password", RealmDraft.PASSWORD)
                .with("scope", "openid")
                .as(client);
    }

    private static Said said(VerifiedEvent event) {
        return new Said(
                event.type().orElseThrow(),
                event.subject().toMap(),
                String.valueOf(event.payload().get("initiating_entity")));
    }

    /** A GET as a browser without cookies sends it. */
    HttpAnswer get(URI uri) {
        return Http.send(Http.to(uri).GET().build());
    }
}
