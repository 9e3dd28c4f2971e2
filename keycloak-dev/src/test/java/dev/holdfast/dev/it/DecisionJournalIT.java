package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.AdminClient;
import dev.holdfast.dev.client.Credentials;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.server.RunningKeycloak;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What was decided, and why, can be read when the session is gone, and decided again under another policy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DecisionJournalIT {

    private static final Credentials RUNNER = new Credentials("ci-runner", "ci-runner-secret");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String HOME = "192.0.2.10";
    private static final String ABROAD = "198.51.100.66";
    private static final String AGENT = "ci-runner/4.7.1 (of-team-jane)";

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final TestRealm realm = realm().on(server);
    private final DpopKey owner = DpopKey.generate();
    private final DpopKey thief = DpopKey.generate();
    private TokenAnswer benign = TokenAnswer.NONE;
    private TokenAnswer stolen = TokenAnswer.NONE;

    @BeforeAll
    void workAndTheft() {
        stolen = issued();
        benign = issued();
        for (int i = 0; i < 5; i++) {
            benign = refresh(benign, owner, HOME);
        }
        assertThat(refresh(stolen, thief, ABROAD).summary()).isEqualTo("400 invalid_grant");
    }

    @AfterAll
    void deleteRealm() {
        realm.close();
    }

    @Test
    void refresh_ofTheOwner_isInTheJournalWithItsReasons() {
        JsonNode decisions = decisions("session=" + benign.session(), found -> found.size() == 6);

        JsonNode newest = decisions.get(0);
        assertThat(newest.path("client").asText()).isEqualTo("ci-runner");
        assertThat(newest.path("mode").asText()).isEqualTo("enforce");
        assertThat(newest.path("policy").asText()).hasSize(16);
        assertThat(newest.at("/decision/outcome").asText()).isEqualTo("allow");
        assertThat(newest.at("/decision/key").asText()).endsWith(owner.thumbprint());
        double sum = 0;
        for (JsonNode reason : newest.at("/decision/reasons")) {
            sum += reason.path("weight").asDouble();
        }
        assertThat(newest.at("/decision/reasons")).isNotEmpty();
        assertThat(newest.at("/decision/score").asDouble()).isCloseTo(sum, Offset.offset(1e-9));
        assertThat(decisions.get(5).at("/decision/grant").asText()).isEqualTo("client_credentials");
    }

    @Test
    void theft_isInTheJournalWithTheInvariantThatEndedTheSession() {
        JsonNode theft = decisions("decision=revoke&client=ci-runner", found -> found.size() == 1)
                .get(0);

        assertThat(theft.path("session").asText()).isEqualTo(stolen.session());
        assertThat(theft.path("invariant").asText()).isEqualTo("wrong-key");
        assertThat(theft.path("ended").asBoolean()).isTrue();
        assertThat(theft.has("policy")).isFalse();
        assertThat(theft.at("/decision/key").asText()).endsWith(thief.thumbprint());
        assertThat(theft.at("/decision/network/kind").asText()).isEqualTo("hosting");
    }

    @Test
    void journal_holdsNeitherAddressNorUserAgentNorToken() {
        String all = decisions("max=500", found -> found.size() >= 8).toString();

        assertThat(all).contains("ci-runner");
        assertThat(all).doesNotContain(HOME, ABROAD, "127.0.0.1", "4.7.1", "of-team-jane");
        assertThat(all).doesNotContain(benign.accessToken(), benign.refreshToken(), stolen.refreshToken());
    }

    @Test
    void decisions_arePagedAndSince() {
        decisions("client=ci-runner", found -> found.size() == 8);

        assertThat(decisions("first=2&max=3", any -> true)).hasSize(3);
        assertThat(decisions("first=7&max=3", any -> true)).hasSize(1);
        assertThat(decisions("since=" + Instant.now().plusSeconds(60), any -> true))
                .isEmpty();
        assertThat(get("/decisions?since=yesterday").status()).isEqualTo(400);
        assertThat(get("/decisions?first=-1").status()).isEqualTo(400);
        assertThat(get("/decisions?since=yesterday").json().path("errorMessage").asText())
                .contains("since");
    }

    /** It would match nothing for ever, and look as if nothing happened. */
    @Test
    void answer_misspelt_isRefusedInWords() {
        for (String path : List.of("/decisions?decision=revoked", "/decisions/stream?decision=revoked")) {
            HttpAnswer answer = get(path);
            assertThat(answer.status()).as(path).isEqualTo(400);
            assertThat(answer.json().path("errorMessage").asText())
                    .isEqualTo("decision is one of allow, restrict, rebind, revoke, refuse");
        }
    }

    @Test
    void replay_underTheSamePolicy_reproducesWhatWasDecided() {
        decisions("client=ci-runner", found -> found.size() == 8);

        JsonNode result = replayed("{\"policy\": {}, \"days\": 2}").path("result");

        assertThat(result.path("decisions").asLong()).isEqualTo(8);
        assertThat(result.path("reproduced").asLong()).isEqualTo(8);
        assertThat(result.path("replayed")).isEqualTo(result.path("recorded"));
        assertThat(result.path("differing").asLong()).isZero();
    }

    @Test
    void replay_underAStricterPolicy_showsTheDifference() {
        decisions("client=ci-runner", found -> found.size() == 8);

        JsonNode result = replayed("{\"policy\": {\"restrict-nats\": -50}}").path("result");

        assertThat(result.at("/recorded/allow").asLong()).isEqualTo(7);
        assertThat(result.at("/proposed/restrict").asLong()).isEqualTo(7);
        assertThat(result.at("/recorded/revoke").asLong()).isEqualTo(1);
        assertThat(result.at("/proposed/revoke").asLong()).isEqualTo(1);
        assertThat(result.path("differing").asLong()).isEqualTo(7);
        JsonNode difference = result.path("differences").get(0);
        assertThat(difference.path("recorded").asText()).isEqualTo("allow");
        assertThat(difference.path("proposed").asText()).isEqualTo("restrict");
    }

    @Test
    void replay_thatIsCancelled_isGoneAndMakesRoom() {
        String id = start("{\"policy\": {}}").json().path("id").asText();

        assertThat(realm.admin().delete(path("/policy-replays/" + id)).status()).isEqualTo(204);

        assertThat(get("/policy-replays/" + id).status()).isEqualTo(404);
        assertThat(realm.admin().delete(path("/policy-replays/" + id)).status()).isEqualTo(404);
        assertThat(replayed("{\"policy\": {}}").path("state").asText()).isEqualTo("done");
    }

    @Test
    void replay_startedAndCancelled_isTwoAdminEvents() {
        String id = await(() -> start("{\"policy\": {\"rebind-nats\": 6}}"), answer -> answer.status() != 409)
                .json()
                .path("id")
                .asText();
        assertThat(realm.admin().delete(path("/policy-replays/" + id)).status()).isEqualTo(204);

        List<String> recorded = new ArrayList<>();
        realm.admin().get("/" + realm.name() + "/admin-events?max=1000").json().forEach(event -> {
            JsonNode details = event.path("details");
            if (details.path("holdfast_replay").asText().equals(id)) {
                recorded.add(event.path("resourceType").asText()
                        + ' '
                        + details.path("holdfast_action").asText());
            }
        });
        assertThat(recorded).containsExactlyInAnyOrder("HOLDFAST_POLICY_REPLAY start", "HOLDFAST_POLICY_REPLAY cancel");
    }

    @Test
    void replay_ofNoPolicy_isRefusedByTheNameOfTheMember() {
        assertThat(start("{\"policy\": {\"revoke-nats\": 1}}").body()).contains("revoke-nats");
        assertThat(start("{\"policy\": {\"revok-nats\": 10}}").body()).contains("revok-nats");
        assertThat(start("{\"policy\": {}, \"days\": 0}").body()).contains("days");
        assertThat(start("{\"policy\": 7}").status()).isEqualTo(400);
        assertThat(start("{}").status()).isEqualTo(400);
        assertThat(start("{}").json().path("errorMessage").asText()).contains("policy");
    }

    @Test
    void journal_withoutThePermission_isRefused() {
        String plain = tokenOf("plain");
        assertThat(as(plain, "GET", "/decisions", "").status()).isEqualTo(403);
        assertThat(as(plain, "POST", "/policy-replays", "{\"policy\": {}}").status())
                .isEqualTo(403);
        assertThat(as("none", "GET", "/decisions", "").status()).isEqualTo(401);

        String viewer = tokenOf("viewer");
        assertThat(as(viewer, "GET", "/decisions", "").status()).isEqualTo(200);
        assertThat(as(viewer, "POST", "/policy-replays", "{\"policy\": {}}").status())
                .isEqualTo(403);
        assertThat(as(viewer, "GET", "/policy-replays/any", "").status()).isEqualTo(403);
        assertThat(as(viewer, "DELETE", "/policy-replays/any", "").status()).isEqualTo(403);
    }

    private static RealmDraft realm() {
        RealmDraft draft = RealmDraft.guarded().user("plain").user("viewer");
        draft.json().put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true);
        ObjectNode viewer = (ObjectNode) draft.json().withArray("users").get(1);
        viewer.putObject("clientRoles").putArray("realm-management").add("view-users");
        return draft;
    }

    private String tokenOf(String user) {
        return realm.tokens()
                .send(TokenCall.grant("password")
                        .with("client_id", "admin-cli")
                        .with("username", user)
                        .with("password", RealmDraft.PASSWORD))
                .accessToken();
    }

    private TokenAnswer issued() {
        return realm.tokens()
                .send(TokenCall.clientCredentials().as(RUNNER).holding(owner).from(HOME, AGENT));
    }

    private TokenAnswer refresh(TokenAnswer tokens, DpopKey key, String from) {
        return realm.tokens()
                .send(TokenCall.refresh(tokens.refreshToken())
                        .as(RUNNER)
                        .holding(key)
                        .from(from, AGENT));
    }

    private JsonNode decisions(String query, Predicate<JsonNode> complete) {
        return await(
                () -> AdminClient.succeed("read the journal", get("/decisions?" + query))
                        .json(),
                complete);
    }

    private JsonNode replayed(String body) {
        HttpAnswer started = await(() -> start(body), answer -> answer.status() != 409);
        assertThat(started.status()).as(started.body()).isEqualTo(202);
        String id = started.json().path("id").asText();
        assertThat(started.header("Location").orElse("")).endsWith("/policy-replays/" + id);
        JsonNode ended = await(
                () -> get("/policy-replays/" + id).json(),
                status -> !status.path("state").asText().equals("running"));
        assertThat(ended.path("state").asText()).isEqualTo("done");
        assertThat(ended.path("done").asLong()).isEqualTo(ended.path("total").asLong());
        return ended;
    }

    private HttpAnswer start(String body) {
        return realm.admin().post(path("/policy-replays"), Json.read(body));
    }

    private HttpAnswer get(String path) {
        return realm.admin().get(path(path));
    }

    private String path(String path) {
        return "/" + realm.name() + "/holdfast" + path;
    }

    private HttpAnswer as(String token, String method, String path, String body) {
        return Http.send(Http.to(URI.create(server.baseUri() + "/admin/realms" + path(path)))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    /** Rows are written behind the answers: tried again until it is complete. */
    private static <T> T await(Supplier<T> look, Predicate<T> isComplete) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.get();
        while (!isComplete.test(seen)) {
            if (System.nanoTime() > giveUp) {
                return fail("still not there: " + seen);
            }
            LockSupport.parkNanos(Duration.ofMillis(50).toNanos());
            seen = look.get();
        }
        return seen;
    }
}
