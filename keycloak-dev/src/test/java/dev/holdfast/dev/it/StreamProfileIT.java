package dev.holdfast.dev.it;

import static dev.holdfast.dev.it.HeardRunner.ABROAD;
import static dev.holdfast.dev.it.HeardRunner.PROGRAM;
import static dev.holdfast.events.EventType.RISK_LEVEL_CHANGE;
import static dev.holdfast.events.EventType.SESSION_REVOKED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.rp.event.VerifiedEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a receiver is told, and in which form, is what an administrator has chosen for it, and never more. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StreamProfileIT {

    private static final String EVIDENCE = "https://holdfast.dev/evidence";

    /** Hears what decisions were made by. */
    private static final String CURIOUS = SignalReceivers.PUSHED;
    /** Knows {@code iss_sub} only. */
    private static final String SIMPLE = SignalReceivers.POLLED;
    /** Knows {@code iss_sub} only, and takes the end of one session for the end of all. */
    private static final String SWEEPING = SignalReceivers.OVERSEER;

    private final HeardRunner runner = HeardRunner.in(RealmDraft.guarded().onlyRestricting());

    @AfterAll
    void close() {
        runner.close();
    }

    @Test
    void receivers_hearWhatWasChosenForThem() {
        TestRealm realm = runner.realm();
        realm.setClientAttribute(CURIOUS, "holdfast.evidence", "true");
        realm.setClientAttribute(SIMPLE, "holdfast.subjects", "iss_sub");
        realm.setClientAttribute(SWEEPING, "holdfast.subjects", "iss_sub-whole-user");
        runner.areToHear(RISK_LEVEL_CHANGE, SESSION_REVOKED);
        DpopKey thief = DpopKey.generate();
        TokenAnswer tokens = runner.authenticate();
        for (int i = 0; i < 3; i++) {
            tokens = runner.refresh(tokens);
        }
        tokens = runner.refresh(tokens, ABROAD, PROGRAM);
        assertThat(tokens.isIssued()).as(tokens.summary()).isTrue();
        assertThat(runner.refresh(tokens, ABROAD, PROGRAM, thief).isIssued()).isFalse();
        logOutEverywhere(tokens.accessClaims().path("sub").asText());

        List<VerifiedEvent> all = runner.heard(CURIOUS, 4);
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
        assertSubjects(SIMPLE, user);
        assertSubjects(SWEEPING, user, user);
        for (String simple : List.of(SIMPLE, SWEEPING)) {
            assertThat(runner.heard(simple, 1)).allSatisfy(event -> {
                assertThat(event.type()).hasValue(SESSION_REVOKED);
                assertThat(event.payload()).doesNotContainKey(EVIDENCE);
            });
        }
    }

    private void assertSubjects(String receiver, Object... subjects) {
        assertThat(runner.heard(receiver, subjects.length))
                .as(receiver)
                .extracting(event -> (Object) event.subject().toMap())
                .containsExactly(subjects);
    }

    /** Told last, and to everybody. */
    private void logOutEverywhere(String user) {
        AdminClient.succeed(
                "log out",
                runner.realm().admin().post("/" + runner.realm().name() + "/users/" + user + "/logout", Json.object()));
    }

    private static Map<Object, Object> evidence(VerifiedEvent event) {
        return event.payload().get(EVIDENCE) instanceof Map<?, ?> members ? new HashMap<>(members) : Map.of();
    }
}
