package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.server.RunningKeycloak;
import dev.holdfast.events.EventType;
import java.net.http.HttpRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Keycloak's transmitter gets wrong, on Keycloak alone (left) and with Holdfast (right). */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TransmitterDefectsIT {

    private static final String BOTH = "{0} {1}";

    private final Map<String, TransmitterRealm> realms = new HashMap<>();

    @AfterAll
    void deleteRealms() {
        realms.values().forEach(TransmitterRealm::close);
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, 0", "DEFAULT, 1"})
    void update_ofAStreamWithTheSameEvents_keepsWhatIsPending(String kind, int kept) {
        TransmitterRealm signals = receiver(kind);
        signals.emit("s1");
        ObjectNode same = Json.object().put("stream_id", signals.stream());
        same.putArray("events_requested").add(EventType.SESSION_REVOKED.uri());

        assertThat(signals.call("PATCH", signals.endpoint("streams"), same).status())
                .isEqualTo(200);

        assertThat(signals.poll()).hasSize(kept);
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"DEFAULT, 0"})
    void update_thatWantsTheEventNoMore_buriesIt(String kind, int kept) {
        TransmitterRealm signals = receiver(kind);
        signals.emit("s1");
        ObjectNode other = Json.object().put("stream_id", signals.stream());
        other.putArray("events_requested").add("https://schemas.openid.net/secevent/caep/event-type/credential-change");

        assertThat(signals.call("PATCH", signals.endpoint("streams"), other).status())
                .isEqualTo(200);

        assertThat(signals.poll()).hasSize(kept);
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, 1", "DEFAULT, 0"})
    void emit_onAPausedStream_waitsUntilItIsEnabled(String kind, int sentWhilePaused) {
        TransmitterRealm signals = receiver(kind);
        assertThat(signals.status("paused").status()).isEqualTo(200);
        int before = signals.poll().size();
        signals.emit("s1");

        assertThat(signals.poll().size() - before).isEqualTo(sentWhilePaused);

        assertThat(signals.status("enabled").status()).isEqualTo(200);
        assertThat(signals.poll().toString()).isNotEqualTo("{}");
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, 500", "DEFAULT, 400"})
    void status_thatDoesNotExist_isRefused(String kind, int status) {
        TransmitterRealm signals = receiver(kind);
        assertThat(signals.status("asleep").status()).isEqualTo(status);
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, 401, none", "DEFAULT, 403, insufficient_scope"})
    void call_withTooSmallAScope_isForbidden(String kind, int status, String challenge) {
        TransmitterRealm signals = receiver(kind);
        HttpAnswer answer = signals.call(
                "POST", signals.endpoint("verify"), Json.object().put("stream_id", signals.stream()), "ssf.read");

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("WWW-Authenticate").orElse("none")).contains(challenge);
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, none", "DEFAULT, Bearer"})
    void call_withoutAToken_isChallenged(String kind, String challenge) {
        TransmitterRealm signals = receiver(kind);
        HttpAnswer answer = Http.send(Http.to(signals.endpoint("streams"))
                .method("GET", HttpRequest.BodyPublishers.noBody())
                .build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElse("none")).isEqualTo(challenge);
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, false", "DEFAULT, true"})
    void client_thatIsNew_hasTheScopesOfReceivers(String kind, boolean has) {
        // Of its own: in a realm that has receivers already, a stock server gave the scopes to a new client.
        try (TestRealm realm = RealmDraft.unguarded().on(server(kind))) {
            ObjectNode client = Json.object().put("clientId", "new-receiver").put("serviceAccountsEnabled", true);
            client.put("publicClient", false).put("secret", "secret");
            assertThat(realm.admin()
                            .post("/" + realm.name() + "/clients", client)
                            .status())
                    .isEqualTo(201);

            boolean found = StreamSupport.stream(
                            realm.admin()
                                    .client(realm.name(), "new-receiver")
                                    .orElseThrow()
                                    .path("optionalClientScopes")
                                    .spliterator(),
                            false)
                    .anyMatch(scope -> scope.asText().equals("ssf.manage"));

            assertThat(found).isEqualTo(has);
        }
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, 1", "DEFAULT, 0"})
    void poll_withMaxEventsZero_acknowledgesOnly(String kind, int given) {
        TransmitterRealm signals = receiver(kind);
        signals.emit("s1");

        HttpAnswer answer =
                signals.call("POST", signals.pollAddress(), Json.object().put("maxEvents", 0));

        assertThat(answer.json().path("sets")).hasSize(given);
        assertThat(signals.poll()).hasSize(1);
    }

    @ParameterizedTest(name = BOTH)
    @CsvSource({"STOCK, 1", "DEFAULT, 0"})
    void poll_forAnEventThatIsTooOld_isADeadLetter(String kind, int given) {
        TransmitterRealm signals = receiver(kind);
        signals.realm().setClientAttribute(signals.receiver(), "ssf.maxEventAgeSeconds", "1");
        signals.emit("s1");
        long written = System.nanoTime();
        ScriptedReceiver.await(() -> System.nanoTime() - written > 1_500_000_000L);

        assertThat(signals.poll()).hasSize(given);
    }

    /** A receiver of its own for each case, in one realm of each server. */
    private TransmitterRealm receiver(String kind) {
        return realms.computeIfAbsent(kind, first -> TransmitterRealm.polling(server(kind)))
                .anotherPolling();
    }

    private static RunningKeycloak server(String kind) {
        return Servers.get(kind.equals("STOCK") ? OptionSet.STOCK : OptionSet.DEFAULT);
    }
}
