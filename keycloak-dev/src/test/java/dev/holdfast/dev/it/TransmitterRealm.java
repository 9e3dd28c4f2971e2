package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.RunningKeycloak;
import dev.holdfast.events.EventType;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A realm with a receiver, whose events an administrator emits; on any server with Shared Signals. */
final class TransmitterRealm implements AutoCloseable {

    private static final String RECEIVER = "receiver";

    private static final String SESSION_REVOKED = EventType.SESSION_REVOKED.uri();
    private static final String NOWHERE = "http://127.0.0.1/none";
    private static final ObjectNode POLLED = Json.object().put("method", "urn:ietf:rfc:8936");

    private final TestRealm realm;
    private final String user;
    private final String receiver;
    private String stream = "";
    private String audience = "";
    private URI pollAddress = URI.create("about:blank");

    private TransmitterRealm(TestRealm realm, String user, String receiver) {
        this.realm = realm;
        this.user = user;
        this.receiver = receiver;
    }

    static TransmitterRealm on(RunningKeycloak server, String pushAddress) {
        TestRealm realm = RealmDraft.unguarded()
                .confidential(RECEIVER, attributes(pushAddress))
                .user("somebody")
                .on(server);
        String user = realm.admin()
                .get("/" + realm.name() + "/users?username=somebody")
                .json()
                .get(0)
                .path("id")
                .asText();
        return new TransmitterRealm(realm, user, RECEIVER).allowed();
    }

    static TransmitterRealm pushing(RunningKeycloak server, ScriptedReceiver receiver) {
        TransmitterRealm signals = on(server, receiver.address());
        signals.create(Json.object().put("method", "urn:ietf:rfc:8935").put("endpoint_url", receiver.address()));
        return signals;
    }

    static TransmitterRealm polling(RunningKeycloak server) {
        TransmitterRealm signals = on(server, NOWHERE);
        signals.create(POLLED);
        return signals;
    }

    /** One more receiver of the same realm, which has a stream of its own and hears only what is emitted to it. */
    TransmitterRealm anotherPolling() {
        String name = RECEIVER + "-" + UUID.randomUUID();
        ObjectNode client = RealmDraft.unguarded().confidentialClient(name, attributes(NOWHERE));
        AdminClient.succeed("create a receiver", realm.admin().post("/" + realm.name() + "/clients", client));
        TransmitterRealm signals = new TransmitterRealm(realm, user, name).allowed();
        signals.create(POLLED);
        return signals;
    }

    TestRealm realm() {
        return realm;
    }

    /** The client id of the receiver. */
    String receiver() {
        return receiver;
    }

    String stream() {
        return stream;
    }

    /** What its events call their receiver. */
    String audience() {
        return audience;
    }

    URI pollAddress() {
        return pollAddress;
    }

    /** Emits that a session of the user is revoked. */
    void emit(String session) {
        ObjectNode event = Json.object().put("eventType", "CaepSessionRevoked");
        ObjectNode subject = event.putObject("sub_id").put("format", "complex");
        subject.putObject("user")
                .put("format", "iss_sub")
                .put("iss", realm.issuer().toString())
                .put("sub", user);
        subject.putObject("session").put("format", "opaque").put("id", session);
        event.putObject("event").putObject("reason_admin").put("en", "a test");
        AdminClient.succeed(
                "emit an event",
                realm.admin().post("/" + realm.name() + "/ssf/clients/" + receiver + "/events/emit", event));
    }

    /** How many events of the receiver have a status, as Keycloak's console says it. */
    long count(String status) {
        return realm.admin()
                .get("/" + realm.name() + "/ssf/clients/" + receiver + "/events/stats")
                .json()
                .path("statuses")
                .path(status)
                .path("count")
                .asLong();
    }

    /** Calls an endpoint of the transmitter as the receiver. */
    HttpAnswer call(String method, URI address, @Nullable JsonNode body) {
        return call(method, address, body, "ssf.read ssf.manage");
    }

    HttpAnswer call(String method, URI address, @Nullable JsonNode body, String scope) {
        String token = token(scope);
        HttpRequest.Builder request = Http.to(address).header("Authorization", "Bearer " + token);
        return Http.send(request.header("Content-Type", "application/json")
                .method(
                        method,
                        body == null
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body.toString()))
                .build());
    }

    URI endpoint(String path) {
        return URI.create(realm.issuer() + "/ssf/transmitter/" + path);
    }

    /** What a poll that does not wait gives. */
    JsonNode poll() {
        HttpAnswer answer = call("POST", pollAddress, Json.object().put("returnImmediately", true));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json().path("sets");
    }

    HttpAnswer status(String status) {
        return call(
                "POST",
                endpoint("streams/status"),
                Json.object().put("stream_id", stream).put("status", status));
    }

    String token(String scope) {
        return realm.tokens()
                .send(TokenCall.clientCredentials().with("scope", scope).as(RealmDraft.credentials(receiver)))
                .accessToken();
    }

    @Override
    public void close() {
        realm.close();
    }

    private TransmitterRealm allowed() {
        realm.admin().allowScope(realm.name(), receiver, "ssf.read");
        realm.admin().allowScope(realm.name(), receiver, "ssf.manage");
        return this;
    }

    private static Map<String, Object> attributes(String pushAddress) {
        return Map.of("ssf.enabled", "true", "ssf.defaultSubjects", "ALL", "ssf.validPushUrls", pushAddress);
    }

    private void create(ObjectNode delivery) {
        ObjectNode wanted = Json.object();
        wanted.set("delivery", delivery);
        wanted.putArray("events_requested").add(SESSION_REVOKED);
        HttpAnswer answer = AdminClient.succeed("create the stream", call("POST", endpoint("streams"), wanted));
        stream = answer.json().path("stream_id").asText();
        audience = answer.json().path("aud").isArray()
                ? answer.json().path("aud").path(0).asText()
                : answer.json().path("aud").asText();
        pollAddress = URI.create(answer.json().at("/delivery/endpoint_url").asText());
    }
}
