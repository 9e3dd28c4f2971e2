package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.it.ScriptedTransmitter.Answer;
import dev.holdfast.dev.server.RunningKeycloak;
import dev.holdfast.events.EventType;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Events of transmitters that offer them by poll only are collected, and have the effect that pushed ones have. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignalPollerIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final TestRealm realm = RealmDraft.guarded().on(server);
    private final DpopKey key = DpopKey.generate();

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    private TokenAnswer authenticate() {
        TokenAnswer answer =
                realm.tokens().send(TokenCall.clientCredentials().as(RUNNER).holding(key));
        assertThat(answer.summary()).startsWith("200");
        return answer;
    }

    private JsonNode reports(TokenAnswer tokens) {
        return realm.history(tokens.session()).path("reports");
    }

    private TestTransmitter polled(String name, ScriptedTransmitter at, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(Map.of(
                "delivery", "poll",
                "poll-endpoint", at.address("/poll"),
                "poll-interval", "1",
                "poll-authorization", "Bearer agreed-with-" + name,
                "speaks-for", "deployments-api",
                "per-minute", "1000"));
        settings.putAll(more);
        return TestTransmitter.known(realm, name, settings);
    }

    /** The other realm disables a client that both know: its own transmitter says so, and this realm ends its sessions. */
    @Test
    void sessionRevoked_byTheTransmitterOfAnotherRealm_endsTheSessionHere() {
        try (TransmitterRealm other = TransmitterRealm.polling(server)) {
            other.realm().setClientAttribute(other.receiver(), "holdfast.receives-all", "true");
            TestTransmitter.known(
                    realm,
                    "other-realm",
                    Map.ofEntries(
                            Map.entry("issuer", other.realm().issuer().toString()),
                            Map.entry("audience", other.audience()),
                            Map.entry("jwks", ""),
                            Map.entry(
                                    "jwks-url", other.realm().endpoint("certs").toString()),
                            Map.entry("grants", "application"),
                            Map.entry("revoke", "session-revoked"),
                            Map.entry("delivery", "poll"),
                            Map.entry("poll-endpoint", other.pollAddress().toString()),
                            Map.entry(
                                    "poll-token-endpoint",
                                    other.realm().tokens().endpoint().toString()),
                            Map.entry("poll-client-id", other.receiver()),
                            Map.entry(
                                    "poll-client-secret",
                                    RealmDraft.credentials(other.receiver()).secret()),
                            Map.entry("poll-scope", "ssf.read ssf.manage")));
            TokenAnswer tokens = authenticate();

            other.realm().changeClient("ci-runner", client -> client.put("enabled", false));

            ScriptedReceiver.await(() ->
                    !realm.history(tokens.session()).path("ended").asText().isEmpty());
            assertThat(realm.tokens()
                            .send(TokenCall.refresh(tokens.refreshToken())
                                    .as(RUNNER)
                                    .holding(key))
                            .summary())
                    .isEqualTo("400 invalid_grant");
            ScriptedReceiver.await(() -> other.poll().isEmpty());
        }
    }

    @Test
    void answers_thatAreNone_areFollowedByMoreTriesAndNowhereElse() {
        try (ScriptedTransmitter evil = new ScriptedTransmitter()) {
            TokenAnswer tokens = authenticate();
            evil.answers(
                    new Answer(302, evil.address("/elsewhere"), ""),
                    new Answer(200, "", "{\"sets\":{\"big\":\"" + "x".repeat(2_000_000) + "\"}}"),
                    new Answer(200, "", "{\"sets\":[]}"));
            TestTransmitter transmitter = polled("odd", evil, Map.of());
            ScriptedReceiver.await(() -> evil.asked().size() >= 4);
            evil.answers(Answer.sets(Map.of("good", transmitter.sign(transmitter.risk(tokens.session())))));
            ScriptedReceiver.await(() -> evil.isAcknowledged("good"));

            assertThat(reports(tokens)).hasSize(1);
            assertThat(evil.asked()).allSatisfy(request -> {
                assertThat(request.path()).isEqualTo("/poll");
                assertThat(request.authorization()).isEqualTo("Bearer agreed-with-odd");
                assertThat(request.body().path("ack").toString()).doesNotContain("big");
            });
            // What is polled has no second way in.
            assertThat(transmitter.push(transmitter.risk(tokens.session())).status())
                    .isEqualTo(404);
        }
    }

    /** Whoever makes an honest transmitter talk of one session must not keep it from ending another. */
    @Test
    void flood_aboutOneSession_doesNotHoldUpTheEndOfAnother() {
        try (ScriptedTransmitter loud = new ScriptedTransmitter()) {
            TokenAnswer flooded = authenticate();
            TokenAnswer ended = authenticate();
            TestTransmitter transmitter = polled("flooded", loud, Map.of("revoke", "session-revoked"));
            Map<String, String> sets = new LinkedHashMap<>();
            for (int i = 0; i < 60; i++) {
                sets.put("flood-" + i, transmitter.sign(transmitter.risk(flooded.session())));
            }
            sets.put(
                    "end",
                    transmitter.sign(transmitter.claims(
                            EventType.SESSION_REVOKED, TestTransmitter.session(ended.session()), Map.of())));
            loud.keeps(sets);

            ScriptedReceiver.await(() -> loud.isAcknowledged("end"));
            // 50 events, the rest with the first acknowledgement, the second: all of one turn.
            assertThat(loud.asked().stream()
                            .filter(request -> !request.body().path("ack").isEmpty())
                            .count())
                    .isLessThanOrEqualTo(2);
            assertThat(realm.history(ended.session()).path("ended").asText()).isNotEmpty();
            assertThat(reports(flooded)).hasSize(5);
        }
    }

    @Test
    void forgeries_areReportedAndReplaysCountOnce() throws JOSEException {
        try (ScriptedTransmitter evil = new ScriptedTransmitter()) {
            TokenAnswer tokens = authenticate();
            TestTransmitter transmitter = polled("evil", evil, Map.of());
            RSASSASigner stranger = new RSASSASigner(new RSAKeyGenerator(2048).generate());
            Map<String, Object> otherAudience = transmitter.risk(tokens.session());
            otherAudience.put("aud", "https://elsewhere.example");
            String good = transmitter.sign(transmitter.risk(tokens.session()));

            Map<String, String> sets = new LinkedHashMap<>();
            sets.put(
                    "forged",
                    TestTransmitter.sign(JWSAlgorithm.RS256, "evil-1", stranger, transmitter.risk(tokens.session())));
            sets.put("misdirected", transmitter.sign(otherAudience));
            sets.put("large", "x".repeat(20_000));
            sets.put("good", good);
            // It forgets that "good" was acknowledged, as after a crash of either side, and shows it under another id
            // too.
            evil.answers(
                    Answer.sets(sets),
                    new Answer(500, "", ""),
                    Answer.sets(Map.of("good", good)),
                    Answer.sets(Map.of("again", good)));
            ScriptedReceiver.await(() -> evil.isAcknowledged("again"));

            assertThat(evil.refusal("forged")).isEqualTo("authentication_failed");
            assertThat(evil.refusal("misdirected")).isEqualTo("invalid_audience");
            assertThat(evil.refusal("large")).isEqualTo("invalid_request");
            assertThat(evil.refusal("good")).isEmpty();
            assertThat(reports(tokens)).hasSize(1);
        }
    }

    @Test
    void transmitter_removed_isNotPolledAnyMore() {
        try (ScriptedTransmitter transmitter = new ScriptedTransmitter()) {
            TestTransmitter passing = polled("passing", transmitter, Map.of());
            ScriptedReceiver.await(() -> !transmitter.asked().isEmpty());
            JsonNode component = realm.admin()
                    .get("/" + realm.name() + "/components?name=passing")
                    .json()
                    .path(0);
            assertThat(component.path("config").toString()).doesNotContain("agreed-with-passing");
            TokenAnswer tokens = authenticate();
            realm.admin()
                    .delete("/" + realm.name() + "/components/"
                            + component.path("id").asText());
            transmitter.keeps(Map.of("late", passing.sign(passing.risk(tokens.session()))));
            // Another one's polls show that time has passed; a poll that was under way has ended by the first of them.
            try (ScriptedTransmitter other = new ScriptedTransmitter()) {
                polled("staying", other, Map.of());
                ScriptedReceiver.await(() -> other.asked().size() >= 4);
                int before = transmitter.asked().size();
                ScriptedReceiver.await(() -> other.asked().size() >= 8);
                assertThat(transmitter.asked()).hasSize(before);
            }
            // What the last poll may have brought has no effect.
            assertThat(transmitter.isAcknowledged("late")).isFalse();
            assertThat(reports(tokens)).isEmpty();
        }
    }
}
