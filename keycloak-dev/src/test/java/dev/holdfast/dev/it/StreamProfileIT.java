package dev.holdfast.dev.it;

import static dev.holdfast.events.EventType.RISK_LEVEL_CHANGE;
import static dev.holdfast.events.EventType.SESSION_REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.rp.event.VerifiedEvent;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a receiver is told, and in which form, is what an administrator has chosen for it, and never more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamProfileIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String EVIDENCE = "https://holdfast.dev/evidence";
    private static final String ABROAD = "203.0.113.77";

    /** Hears what decisions were made by. */
    private static final String CURIOUS = SignalReceivers.PUSHED;
    /** Knows {@code iss_sub} only. */
    private static final String SIMPLE = SignalReceivers.POLLED;
    /** Knows {@code iss_sub} only, and takes the end of one session for the end of all. */
    private static final String SWEEPING = SignalReceivers.OVERSEER;

    private final SignalReceivers receivers = new SignalReceivers();
    private final DpopKey key = DpopKey.generate();
    private final TestRealm realm = realm();

    @AfterAll
    void close() {
        receivers.close();
        realm.close();
    }

    @Test
    void receivers_hearWhatWasChosenForThem() {
        realm.setClientAttribute(CURIOUS, "holdfast.evidence", "true");
        realm.setClientAttribute(SIMPLE, "holdfast.subjects", "iss_sub");
        realm.setClientAttribute(SWEEPING, "holdfast.subjects", "iss_sub-whole-user");
        receivers.listen(realm, Set.of(RISK_LEVEL_CHANGE, SESSION_REVOKED));
        DpopKey thief = DpopKey.generate();
        TokenAnswer tokens = realm.tokens().send(from("192.0.2.10", TokenCall.clientCredentials(), key));
        for (int i = 0; i < 3; i++) {
            tokens = realm.tokens().send(from("192.0.2.10", TokenCall.refresh(tokens.refreshToken()), key));
        }
        tokens = realm.tokens().send(from(ABROAD, TokenCall.refresh(tokens.refreshToken()), key));
        assertThat(tokens.isIssued()).as(tokens.summary()).isTrue();
        assertThat(realm.tokens()
                        .send(from(ABROAD, TokenCall.refresh(tokens.refreshToken()), thief))
                        .isIssued())
                .isFalse();
        logOutEverywhere(tokens.accessClaims().path("sub").asText());

        assertThat(receivers.await(CURIOUS, 4, PATIENCE)).isTrue();
        List<VerifiedEvent> all = receivers.heard(CURIOUS);
        assertThat(all)
                .extracting(event -> evidence(event).getOrDefault("level", "none"))
                .containsExactlyInAnyOrder("MEDIUM", "HIGH", "none", "none");
        assertThat(all)
                .allSatisfy(event -> assertThat(event.payload().toString()).doesNotContain(ABROAD));
        VerifiedEvent theft = all.stream()
                .filter(event -> evidence(event).containsValue("HIGH"))
                .findFirst()
                .orElseThrow();
        assertThat(evidence(theft))
                .containsEntry("key", "urn:ietf:params:oauth:jwk-thumbprint:sha-256:" + thief.thumbprint())
                .containsKeys("score_nats", "reasons");
        assertThat(String.valueOf(evidence(theft).get("reasons"))).contains("signal=wrong-key", "text=");

        // To the others what they can understand: of a key and of one session nothing exact can be said so.
        Map<String, Object> user = Map.of(
                "format", "iss_sub",
                "iss", realm.issuer().toString(),
                "sub", tokens.accessClaims().path("sub").asText());
        assertThat(receivers.await(SIMPLE, 1, PATIENCE)).isTrue();
        assertThat(receivers.await(SWEEPING, 2, PATIENCE)).isTrue();
        assertSubjects(SIMPLE, user);
        assertSubjects(SWEEPING, user, user);
        for (String simple : List.of(SIMPLE, SWEEPING)) {
            assertThat(receivers.heard(simple)).allSatisfy(event -> {
                assertThat(event.type()).hasValue(SESSION_REVOKED);
                assertThat(event.payload()).doesNotContainKey(EVIDENCE);
            });
        }
    }

    private void assertSubjects(String receiver, Object... subjects) {
        assertThat(receivers.heard(receiver))
                .as(receiver)
                .extracting(event -> (Object) event.subject().toMap())
                .containsExactly(subjects);
    }

    /** Told last, and to everybody. */
    private void logOutEverywhere(String user) {
        AdminClient.succeed(
                "log out", realm.admin().post("/" + realm.name() + "/users/" + user + "/logout", Json.object()));
    }

    private static Map<Object, Object> evidence(VerifiedEvent event) {
        return event.payload().get(EVIDENCE) instanceof Map<?, ?> members ? new HashMap<>(members) : Map.of();
    }

    private static TokenCall from(String address, TokenCall call, DpopKey holder) {
        return call.as(RUNNER).holding(holder).from(address, "ci-runner/4.2");
    }

    /** Where nothing is asked for or ended by a score, so that the only answers are allow and restrict. */
    private TestRealm realm() {
        RealmDraft draft = RealmDraft.guarded().risk("rebind-nats", "90").risk("revoke-nats", "95");
        SignalReceivers.audiences((ObjectNode) draft.json().at("/clients/0"), List.of(CURIOUS, SIMPLE));
        receivers.addTo(draft);
        return draft.on(Servers.get(OptionSet.DEFAULT));
    }
}
