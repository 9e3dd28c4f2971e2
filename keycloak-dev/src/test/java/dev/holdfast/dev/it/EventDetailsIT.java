package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.inserver.EndTwiceFactory;
import dev.holdfast.dev.inserver.RefusingResponseFactory;
import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * Whoever exports Keycloak's events hears of our decisions: each once, under the name that the caller and the relying parties
 * got, and nothing that only we should know.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventDetailsIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    /** Whose theft leaves no other key admitted. */
    private static final Credentials VICTIM = RealmDraft.credentials("victim");
    /** Whose sessions end together. */
    private static final Credentials PAIR = RealmDraft.credentials("pair");

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final Pattern TXN = Pattern.compile("^[A-Za-z ]+ \\(txn ([A-Za-z0-9_-]{11})\\)$");

    private final SignalReceivers receivers = new SignalReceivers();
    private final TestRealm realm = realm();

    @BeforeAll
    void listen() {
        receivers.listen(realm, Set.of(EventType.SESSION_REVOKED));
    }

    @AfterAll
    void close() {
        receivers.close();
        realm.close();
    }

    @Test
    void theft_thatIsRefused_isOneEventAndOneSecurityEventUnderOneName() {
        DpopKey owner = DpopKey.generate();
        TokenAnswer stolen = tokens(VICTIM, owner);

        TokenAnswer refused = refresh(VICTIM, stolen, DpopKey.generate(), "203.0.113.77");

        assertThat(refused.summary()).isEqualTo("400 invalid_grant");
        String txn = txn(refused);
        for (String receiver : List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED, SignalReceivers.OVERSEER)) {
            // Written before the answer, what was said twice has arrived when nothing waits.
            ScriptedReceiver.await(() -> waiting(receiver) == 0);
            assertThat(receivers.heard(receiver))
                    .filteredOn(event -> SignalReceivers.isAbout(event, stolen.session()))
                    .as(receiver)
                    .extracting(VerifiedEvent::transactionId)
                    .containsExactly(java.util.Optional.of(txn));
        }
        JsonNode event = onlyOne(txn);
        assertThat(event.path("type").asText()).isEqualTo("REVOKE_GRANT");
        assertThat(event.path("sessionId").asText()).isEqualTo(stolen.session());
        assertThat(event.path("userId").asText()).isNotEmpty();
        assertThat(event.path("clientId").asText()).isEqualTo("victim");
        assertThat(details(event))
                .contains("decision=revoke", "risk_level=HIGH", "mode=enforce")
                .hasSize(5);
        assertThat(event.path("ipAddress").asText("")).isIn("", "null");
        assertThat(event.toString()).doesNotContain("203.0.113.77").doesNotContain("eyJ");
        assertThat(realm.admin()
                        .get("/" + realm.name() + "/holdfast/decisions")
                        .json()
                        .findValuesAsText("id"))
                .contains(txn);
    }

    @Test
    void request_withoutItsKey_isOneEventOfARefusalAndTheSessionLives() {
        DpopKey owner = DpopKey.generate();
        TokenAnswer bound = tokens(RUNNER, owner);

        TokenAnswer refused =
                realm.tokens().send(TokenCall.refresh(bound.refreshToken()).as(RUNNER));

        assertThat(refused.error()).isEqualTo("invalid_dpop_proof");
        Matcher named = Pattern.compile("\\(txn (.{11})\\)").matcher(refused.errorDescription());
        assertThat(named.find()).isTrue();
        JsonNode event = onlyOne(named.group(1));
        assertThat(event.path("type").asText()).isEqualTo("REVOKE_GRANT_ERROR");
        assertThat(event.path("sessionId").asText()).isEqualTo(bound.session());
        assertThat(details(event)).contains("decision=refuse", "mode=enforce");
        assertThat(refresh(RUNNER, bound, owner, "192.0.2.10").isIssued()).isTrue();
    }

    @Test
    void tokens_thatAreIssued_tellTheDecisionInTheEventOfTheRequest() {
        DpopKey owner = DpopKey.generate();
        TokenAnswer issued = refresh(RUNNER, tokens(RUNNER, owner), owner, "192.0.2.10");
        assertThat(issued.isIssued()).isTrue();
        Credentials plain = RealmDraft.credentials("plain");
        TokenAnswer withoutRefresh =
                realm.tokens().send(TokenCall.clientCredentials().as(plain).holding(DpopKey.generate()));
        assertThat(withoutRefresh.isIssued()).as(withoutRefresh.summary()).isTrue();

        for (String type : List.of("REFRESH_TOKEN", "CLIENT_LOGIN")) {
            assertThat(events("type=" + type + "&client=ci-runner"))
                    .as(type)
                    .isNotEmpty()
                    .allSatisfy(event -> assertThat(details(event))
                            .contains("decision=allow", "risk_level=LOW", "mode=enforce")
                            .hasSize(5));
        }
        assertThat(events("type=CLIENT_LOGIN&client=plain"))
                .singleElement()
                .satisfies(event ->
                        assertThat(details(event)).contains("mode=enforce").hasSize(5));
    }

    @Test
    void session_thatAnAdministratorEnds_isOneEventUnderTheNameOfItsSecurityEvents() {
        TokenAnswer tokens = tokens(RUNNER, DpopKey.generate());

        AdminClient.succeed(
                "end the session",
                realm.admin()
                        .post(
                                "/" + realm.name() + "/holdfast/sessions/" + tokens.session() + "/revoke",
                                Json.object().put("reason", "laptop lost")));

        assertThat(receivers.await(SignalReceivers.OVERSEER, tokens.session(), 0, PATIENCE))
                .isTrue();
        String txn = receivers.heard(SignalReceivers.OVERSEER).stream()
                .filter(event -> SignalReceivers.isAbout(event, tokens.session()))
                .findFirst()
                .flatMap(VerifiedEvent::transactionId)
                .orElseThrow();
        JsonNode event = onlyOne(txn);
        assertThat(event.path("type").asText()).isEqualTo("REVOKE_GRANT");
        assertThat(event.path("sessionId").asText()).isEqualTo(tokens.session());
        assertThat(details(event)).contains("decision=revoke");
    }

    /** More than one transaction takes, so that several threads end them. */
    @Test
    void sessions_thatEndByOneCause_haveOneNameAndOneEventEach() {
        DpopKey key = DpopKey.generate();
        List<TokenAnswer> many =
                Stream.generate(() -> tokens(PAIR, key)).limit(60).toList();

        AdminClient.succeed("end the identity", endPair("rotation"));

        assertThat(many)
                .allSatisfy(
                        tokens -> assertThat(receivers.await(SignalReceivers.OVERSEER, tokens.session(), 0, PATIENCE))
                                .isTrue());
        assertThat(receivers.heard(SignalReceivers.OVERSEER).stream()
                        .filter(event ->
                                many.stream().anyMatch(tokens -> SignalReceivers.isAbout(event, tokens.session())))
                        .map(VerifiedEvent::transactionId)
                        .distinct())
                .hasSize(1);
        assertThat(events("type=REVOKE_GRANT&max=200"))
                .extracting(event -> event.path("sessionId").asText())
                .containsOnlyOnceElementsOf(
                        many.stream().map(TokenAnswer::session).toList());
    }

    @Test
    void sessions_thatEndThoughAnotherResponseFails_areEventsAllTheSame() {
        List<TokenAnswer> pair = List.of(tokens(PAIR, DpopKey.generate()), tokens(PAIR, DpopKey.generate()));

        HttpAnswer failed = endPair(RefusingResponseFactory.REASON);

        assertThat(failed.status()).isEqualTo(500);
        assertThat(pair).allSatisfy(tokens -> assertThat(ends(tokens)).isEqualTo(1));
    }

    @Test
    void session_thatSomebodyElseHasEnded_isNoSecondEvent() {
        TokenAnswer tokens = tokens(RUNNER, DpopKey.generate());

        HttpAnswer answer = Http.send(
                Http.to(URI.create(realm.issuer() + "/" + EndTwiceFactory.ID + "?session=" + tokens.session()))
                        .POST(BodyPublishers.noBody())
                        .build());

        assertThat(answer.status()).isEqualTo(204);
        assertThat(ends(tokens)).isEqualTo(1);
    }

    private HttpAnswer endPair(String reason) {
        String path = "/" + realm.name() + "/holdfast/identities/" + PAIR.clientId() + "/revoke";
        return realm.admin().post(path, Json.object().put("reason", reason));
    }

    private long ends(TokenAnswer tokens) {
        return events("type=REVOKE_GRANT&max=200").stream()
                .filter(event -> event.path("sessionId").asText().equals(tokens.session()))
                .count();
    }

    private TokenAnswer tokens(Credentials client, DpopKey key) {
        return realm.tokens()
                .send(TokenCall.clientCredentials().as(client).holding(key).from("192.0.2.10", "ci/4.2"));
    }

    private TokenAnswer refresh(Credentials client, TokenAnswer tokens, DpopKey key, String from) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(client)
                        .holding(key)
                        .from(from, "ci/4.2"));
    }

    /** A name and no signal's: neither which key was expected nor what it was judged by. */
    private static String txn(TokenAnswer refused) {
        Matcher matcher = TXN.matcher(refused.errorDescription());
        assertThat(matcher.matches()).as(refused.errorDescription()).isTrue();
        return matcher.group(1);
    }

    /** How many events have not been taken by a receiver yet. */
    private int waiting(String receiver) {
        JsonNode statuses = AdminClient.succeed(
                        "count events",
                        realm.admin().get("/" + realm.name() + "/ssf/clients/" + receiver + "/events/stats"))
                .json()
                .path("statuses");
        assertThat(statuses.path("DELIVERED").isMissingNode()
                        && statuses.path("PENDING").isMissingNode())
                .as("%s of %s", statuses, receiver)
                .isFalse();
        return statuses.path("PENDING").path("count").asInt();
    }

    private JsonNode onlyOne(String txn) {
        List<JsonNode> found = events("max=200").stream()
                .filter(event ->
                        event.path("details").path("holdfast_txn").asText().equals(txn))
                .toList();
        assertThat(found).as("events named %s", txn).hasSize(1);
        return found.get(0);
    }

    private List<JsonNode> events(String query) {
        List<JsonNode> all = new ArrayList<>();
        AdminClient.succeed("read events", realm.admin().get("/" + realm.name() + "/events?" + query))
                .json()
                .forEach(all::add);
        return all;
    }

    private static List<String> details(JsonNode event) {
        List<String> ours = new ArrayList<>();
        event.path("details").properties().forEach(detail -> {
            if (detail.getKey().startsWith("holdfast_")) {
                ours.add(detail.getKey().substring("holdfast_".length()) + "="
                        + detail.getValue().asText());
            }
        });
        return ours;
    }

    private TestRealm realm() {
        RealmDraft draft = RealmDraft.guarded()
                .binding("key-admission", "any")
                .confidential("plain", Map.of("holdfast.nhi", "service"))
                .with("eventsEnabled", BooleanNode.TRUE);
        List.of("REVOKE_GRANT", "REVOKE_GRANT_ERROR", "REFRESH_TOKEN", "REFRESH_TOKEN_ERROR", "CLIENT_LOGIN")
                .forEach(draft.json().withArray("enabledEventTypes")::add);
        for (Credentials client : List.of(VICTIM, PAIR)) {
            SignalReceivers.audiences(
                    draft.confidentialClient(client.clientId(), Map.of("client_credentials.use_refresh_token", "true")),
                    List.of(SignalReceivers.PUSHED, SignalReceivers.POLLED));
        }
        receivers.addTo(draft);
        return draft.on(Servers.get(OptionSet.DEFAULT));
    }
}
