package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whoever has the secret of a client and asks again and again is told of once: his requests must not fill the streams that real
 * revocations go through. And nobody gets tokens by a key that relying parties were told of as revoked.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RepeatedRefusalsIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    /** Whose keys are barred before anything else. */
    private static final Credentials LEAKED = RealmDraft.credentials("leaked");

    private static final String ENVELOPE = "holdfast.envelope";
    private static final String REFRESH = "client_credentials.use_refresh_token";
    private static final String OVER = "{\"notAfter\":\"2026-01-01T00:00:00Z\"}";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int REPEATED = 20;

    private final SignalReceivers receivers = new SignalReceivers();
    private final TestRealm realm = realm();

    @BeforeAll
    void listen() {
        receivers.listen(realm, Set.of(EventType.SESSION_REVOKED, EventType.CREDENTIAL_COMPROMISE));
    }

    @AfterEach
    void declareNothing() {
        realm.setClientAttribute("ci-runner", ENVELOPE, "");
        realm.setClientAttribute("ci-runner", REFRESH, "false");
    }

    @AfterAll
    void close() {
        receivers.close();
        realm.close();
    }

    @Test
    void requests_refusedAgainAndAgain_areOneEventForEachStream() {
        DpopKey key = DpopKey.generate();
        DpopKey last = DpopKey.generate();
        realm.setClientAttribute("ci-runner", ENVELOPE, OVER);

        for (int i = 0; i < REPEATED; i++) {
            assertThat(ask(key).summary()).isEqualTo("400 invalid_grant");
        }
        assertThat(ask(last).summary()).isEqualTo("400 invalid_grant");

        for (String receiver : List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED, SignalReceivers.OVERSEER)) {
            assertThat(receivers.await(receiver, last.thumbprint(), 0, PATIENCE))
                    .as(receiver)
                    .isTrue();
            assertThat(about(receiver, key)).as(receiver).hasSize(1);
        }
    }

    @Test
    void request_refusedAfterTokensWereIssued_isToldAgain() {
        DpopKey key = DpopKey.generate();
        realm.setClientAttribute("ci-runner", ENVELOPE, OVER);
        assertThat(ask(key).isIssued()).isFalse();
        realm.setClientAttribute("ci-runner", ENVELOPE, "");
        assertThat(ask(key).isIssued()).isTrue();
        realm.setClientAttribute("ci-runner", ENVELOPE, OVER);

        assertThat(ask(key).isIssued()).isFalse();

        ScriptedReceiver.await(() -> about(SignalReceivers.PUSHED, key).size() == 2);
    }

    @Test
    void requests_withABarredKey_areOneReportForEachStream() {
        DpopKey thief = DpopKey.generate();
        DpopKey other = DpopKey.generate();
        for (DpopKey key : List.of(thief, other)) {
            AdminClient.succeed("bar a key", revoke(LEAKED, key));
        }

        for (int i = 0; i < REPEATED; i++) {
            assertThat(ask(LEAKED, thief).isIssued()).isFalse();
        }
        assertThat(ask(LEAKED, other).isIssued()).isFalse();

        ScriptedReceiver.await(() -> compromises() >= 2);
        assertThat(compromises()).isEqualTo(2);
    }

    /** With so many sessions that ending them lasts longer than the event is on its way. */
    @Test
    void key_thatAnAdministratorRevokes_getsNothingOnceTheEventIsThere() {
        DpopKey key = DpopKey.generate();
        realm.setClientAttribute("ci-runner", REFRESH, "true");
        for (int i = 0; i < 60; i++) {
            assertThat(ask(key).isIssued()).isTrue();
        }
        realm.setClientAttribute("ci-runner", REFRESH, "false");
        Thread administrator = new Thread(() -> revoke(RUNNER, key));
        administrator.start();

        assertThat(receivers.await(SignalReceivers.PUSHED, key.thumbprint(), 0, PATIENCE))
                .isTrue();
        TokenAnswer answer = ask(key);

        assertThat(answer.isIssued()).as("barred when the event is there").isFalse();
        join(administrator);
    }

    private static void join(Thread thread) {
        try {
            thread.join(3 * PATIENCE.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        assertThat(thread.isAlive()).isFalse();
    }

    private HttpAnswer revoke(Credentials client, DpopKey key) {
        return realm.admin()
                .post(
                        "/" + realm.name() + "/holdfast/identities/" + client.clientId() + "/keys/" + key.thumbprint()
                                + "/revoke",
                        Json.object().put("reason", "image leaked"));
    }

    private long compromises() {
        return receivers.heard(SignalReceivers.OVERSEER).stream()
                .filter(event -> event.type()
                        .filter(EventType.CREDENTIAL_COMPROMISE::equals)
                        .isPresent())
                .filter(event -> SignalReceivers.isAbout(event, LEAKED.clientId()))
                .count();
    }

    private List<VerifiedEvent> about(String receiver, DpopKey key) {
        return receivers.heard(receiver).stream()
                .filter(event -> SignalReceivers.isAbout(event, key.thumbprint()))
                .toList();
    }

    private TokenAnswer ask(DpopKey key) {
        return ask(RUNNER, key);
    }

    private TokenAnswer ask(Credentials client, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.clientCredentials().as(client).holding(key).from("192.0.2.10", "ci/4.2"));
    }

    private TestRealm realm() {
        RealmDraft draft = RealmDraft.guarded()
                .binding("key-admission", "any")
                .confidential(LEAKED.clientId(), Map.of("holdfast.nhi", "service"));
        ObjectNode runner = (ObjectNode) draft.json().at("/clients/0");
        ((ObjectNode) runner.get("attributes")).put(REFRESH, "false");
        SignalReceivers.audiences(runner, List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED));
        receivers.addTo(draft);
        return draft.on(Servers.get(OptionSet.DEFAULT));
    }
}
