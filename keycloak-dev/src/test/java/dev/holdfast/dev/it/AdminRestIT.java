package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.demo.Stage;
import dev.holdfast.dev.server.RunningKeycloak;
import dev.holdfast.events.EventType;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What administrators see and do, with the permission for it and without, and what comes of it. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminRestIT {

    private static final String REALM = "it-admin-rest";
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String KEY = "A".repeat(43);
    private static final Set<String> ROLES =
            Set.of("view-users", "manage-users", "view-clients", "manage-clients", "view-realm", "manage-realm");

    private final RunningKeycloak server = Servers.get(OptionSet.DEFAULT);
    private final Stage stage = Stage.set(server, realm(), 0, List.of());
    private Agent runner = stage.agent("the runner", "192.0.2.10", "ci-runner/4.2");

    private record Operation(String method, String path, String body, Set<String> roles) {}

    private static final Set<String> VIEW_USERS = Set.of("view-users", "manage-users");
    private static final Set<String> VIEW_CLIENTS = Set.of("view-clients", "manage-clients");
    private static final Set<String> VIEW_REALM = Set.of("view-realm", "manage-realm");
    private static final String WHY = "{\"reason\":\"test\"}";

    /** Every operation, on what does not exist, with the roles of which each alone suffices. */
    private static final List<Operation> OPERATIONS = List.of(
            new Operation("GET", "/sessions", "", VIEW_USERS),
            new Operation("GET", "/sessions/none", "", VIEW_USERS),
            new Operation("POST", "/sessions/none/revoke", WHY, Set.of("manage-users")),
            new Operation("POST", "/sessions/none/rebind", WHY, Set.of("manage-users")),
            new Operation("POST", "/sessions/none/release", WHY, Set.of("manage-users")),
            new Operation("GET", "/identities/deployments-api", "", VIEW_CLIENTS),
            new Operation("POST", "/identities/deployments-api/revoke", WHY, Set.of()),
            new Operation("POST", "/identities/deployments-api/rebind", "{}", Set.of("manage-clients")),
            new Operation("GET", "/identities/deployments-api/keys", "", VIEW_CLIENTS),
            new Operation("POST", "/identities/deployments-api/keys/" + KEY + "/revoke", WHY, Set.of()),
            new Operation("DELETE", "/identities/deployments-api/keys/barred/" + KEY, "", Set.of("manage-clients")),
            new Operation("DELETE", "/identities/deployments-api/keys/lock", "", Set.of("manage-clients")),
            new Operation("GET", "/streams", "", VIEW_REALM),
            new Operation("GET", "/streams/deployments-api/dead-letters", "", VIEW_REALM),
            new Operation("POST", "/streams/deployments-api/dead-letters/resend", "{}", Set.of("manage-realm")),
            new Operation("GET", "/mode", "", VIEW_REALM),
            new Operation("PUT", "/mode", "{}", Set.of("manage-realm")),
            new Operation("GET", "/openapi", "", ROLES));

    private static ObjectNode realm() {
        ObjectNode realm =
                DemoSetting.realm(REALM).put("adminEventsEnabled", true).put("adminEventsDetailsEnabled", true);
        ((ObjectNode) realm.at("/clientProfiles/profiles/0/executors/0/configuration")).put("new-keys", "64");
        RealmDraft users = RealmDraft.guarded();
        ROLES.forEach(users::user);
        users.user("nobody");
        users.json().withArray("users").forEach(user -> {
            String name = user.path("username").asText();
            if (ROLES.contains(name)) {
                ((ObjectNode) user)
                        .putObject("clientRoles")
                        .putArray("realm-management")
                        .add(name);
            }
        });
        realm.set("users", users.json().get("users"));
        return realm;
    }

    @BeforeEach
    void freshRunner() {
        runner = stage.agent("the runner", "192.0.2.10", "ci-runner/4.2");
    }

    @AfterAll
    void strike() {
        stage.close();
        stage.admin().deleteRealm(REALM);
    }

    @Test
    void operation_withoutItsPermission_isForbidden() {
        Map<String, String> tokens = new LinkedHashMap<>();
        ROLES.forEach(role -> tokens.put(role, token(role)));
        tokens.put("nobody", token("nobody"));
        for (Operation operation : OPERATIONS) {
            tokens.forEach((role, token) -> {
                int status = call(operation, token).status();
                String what = operation.method() + " " + operation.path() + " as " + role;
                if (operation.roles().contains(role)) {
                    assertThat(status).as(what).isIn(200, 400, 404);
                } else {
                    assertThat(status).as(what).isEqualTo(403);
                }
            });
            assertThat(call(operation, "").status()).as(operation.path()).isEqualTo(401);
        }
    }

    @Test
    void session_ofAnotherRealm_isNotThere() {
        String session = runner.authenticate().session();
        try (TestRealm other = TestRealm.guarded(server)) {
            assertThat(stage.admin()
                            .get("/" + other.name() + "/holdfast/sessions/" + session)
                            .status())
                    .isEqualTo(404);
            for (String action : List.of("revoke", "rebind", "release")) {
                HttpAnswer answer = stage.admin()
                        .post("/" + other.name() + "/holdfast/sessions/" + session + "/" + action, why("test"));
                assertThat(answer.status()).as(action).isEqualTo(404);
            }
        }
        assertThat(get("/sessions/" + session).status()).isEqualTo(200);
    }

    @Test
    void input_thatIsNotAcceptable_isABadRequest() {
        String session = runner.authenticate().session();
        for (String query : List.of("level=high", "decision=maybe", "max=0", "max=101", "first=-1")) {
            assertThat(get("/sessions?" + query).status()).as(query).isEqualTo(400);
        }
        HttpAnswer without = post("/sessions/" + session + "/revoke", Json.object());
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.json().path("errorMessage").asText()).startsWith("reason is required");
        assertThat(post("/sessions/" + session + "/revoke", why("two\nlines")).status())
                .isEqualTo(400);
        assertThat(post("/identities/ci-runner/keys/short/revoke", why("test")).status())
                .isEqualTo(400);
        assertThat(stage.admin()
                        .put(path("/mode"), Json.object().put("mode", "of"))
                        .status())
                .isEqualTo(400);
        assertThat(get("/identities/no-such-client").status()).isEqualTo(404);
        assertThat(get("/sessions/" + session).json().path("ended").isMissingNode())
                .isTrue();
    }

    @Test
    void sessions_areListedWithTheirLastDecision() {
        TokenAnswer tokens = runner.refresh(runner.authenticate());

        JsonNode all = get("/sessions?client=ci-runner&max=100").json();
        assertThat(all.path("sessions").findValuesAsText("id")).contains(tokens.session());
        assertThat(all.path("complete").asBoolean()).isTrue();
        assertThat(get("/sessions?client=ci-runner&max=100&decision=allow&level=LOW")
                        .json()
                        .path("sessions")
                        .findValuesAsText("id"))
                .contains(tokens.session());
        assertThat(get("/sessions?client=ci-runner&decision=revoke").json().path("sessions"))
                .isEmpty();
        assertThat(get("/sessions?max=1").json().path("sessions")).hasSize(1);
    }

    @Test
    void revocation_ofASession_endsItAndTellsTheRelyingParty() {
        TokenAnswer tokens = runner.authenticate();
        TokenAnswer sibling = runner.authenticate();
        int heard = stage.relyingParty().heard().count();

        HttpAnswer answer = post("/sessions/" + tokens.session() + "/revoke", why("laptop lost"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(runner.refresh(tokens).summary()).isEqualTo("400 invalid_grant");
        assertThat(runner.refresh(sibling).isIssued()).isTrue();
        assertThat(stage.relyingParty().heard().await(EventType.SESSION_REVOKED, heard, PATIENCE))
                .isPresent();
        assertThat(get("/sessions/" + tokens.session()).json().path("ended").asText())
                .isNotEmpty();
        assertThat(adminEvents("HOLDFAST_SESSION"))
                .filteredOn(event -> event.path("resourcePath").asText().endsWith(tokens.session() + "/revoke"))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.path("details").path("holdfast_reason").asText())
                        .isEqualTo("laptop lost"));
    }

    @Test
    void rebind_ofASession_demandsOneFreshProof() {
        TokenAnswer tokens = runner.authenticate();

        assertThat(post("/sessions/" + tokens.session() + "/rebind", why("odd hours"))
                        .status())
                .isEqualTo(200);

        TokenAnswer challenged = runner.refresh(tokens);
        assertThat(challenged.summary()).isEqualTo("400 use_dpop_nonce");
        TokenAnswer proven = runner.refresh(tokens, challenged.nonce().orElseThrow());
        assertThat(proven.isIssued()).as(proven.summary()).isTrue();
        assertThat(runner.refresh(proven).isIssued()).isTrue();
    }

    @Test
    void release_ofAFalseAlarm_teachesThePlace() {
        TokenAnswer tokens = runner.refresh(runner.refresh(runner.authenticate()));
        Agent moved = runner.movedTo("203.0.113.77", "python-requests/2.32");
        TokenAnswer alarmed = moved.refresh(tokens);
        double before = lastScore(tokens);
        assertThat(before).isGreaterThan(4);

        HttpAnswer answer = post("/sessions/" + tokens.session() + "/release", why("the runner moved"));

        assertThat(answer.json().path("learned").toString()).contains("python-requests");
        TokenAnswer again = moved.refresh(alarmed.isIssued() ? alarmed : tokens);
        assertThat(again.isIssued()).as(again.summary()).isTrue();
        assertThat(lastScore(tokens)).isLessThan(before);
    }

    @Test
    void barredKey_isListedAndReleased() {
        TokenAnswer tokens = runner.authenticate();
        DpopKey thief = DpopKey.generate();
        stage.tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(Stage.RUNNER).holding(thief));
        assertThat(get("/identities/ci-runner/keys").json().path("barred").toString())
                .contains(thief.thumbprint());
        assertThat(ask(thief).isIssued()).isFalse();

        assertThat(stage.admin()
                        .delete(path("/identities/ci-runner/keys/barred/" + thief.thumbprint()))
                        .status())
                .isEqualTo(200);
        assertThat(ask(thief).isIssued()).as("locked").isFalse();
        HttpAnswer unlocked = stage.admin().delete(path("/identities/ci-runner/keys/lock"));

        assertThat(unlocked.json().path("locked").asBoolean()).isFalse();
        assertThat(ask(thief).isIssued()).isTrue();
    }

    @Test
    void revocation_ofAKey_endsItsSessionsAndLeavesTheSiblings() {
        Agent sibling = stage.agent("its sibling", "192.0.2.11", "ci-runner/4.2");
        TokenAnswer tokens = runner.authenticate();
        TokenAnswer others = sibling.authenticate();
        String key = tokens.boundTo();

        HttpAnswer answer = post("/identities/ci-runner/keys/" + key + "/revoke", why("image leaked"));

        assertThat(answer.json().path("sessions").asInt()).as(answer.body()).isEqualTo(1);
        assertThat(runner.refresh(tokens).isIssued()).isFalse();
        assertThat(runner.authenticate().isIssued()).as("barred").isFalse();
        assertThat(sibling.refresh(others).isIssued()).isTrue();
    }

    @Test
    void identity_isDescribedAndRevokedAsAWhole() {
        TokenAnswer one = runner.authenticate();
        TokenAnswer other = runner.authenticate();
        JsonNode identity = get("/identities/ci-runner").json();
        assertThat(identity.path("sessions").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(identity.path("networks").findValuesAsText("text")).contains("Example CI cloud (cloud)");
        assertThat(identity.toString()).doesNotContain("192.0.2");

        assertThat(post("/identities/ci-runner/revoke", why("rotation"))
                        .json()
                        .path("complete")
                        .asBoolean())
                .isTrue();

        assertThat(runner.refresh(one).isIssued()).isFalse();
        assertThat(runner.refresh(other).isIssued()).isFalse();
        assertThat(stage.admin().sessions(REALM, "ci-runner")).isEmpty();
        // Tokens of the very second of the revocation are not good either; those of the next are.
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!runner.refresh(runner.authenticate()).isIssued()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
        }
    }

    @Test
    void mode_setByAnAdministrator_isEffectiveAtOnceAndRecorded() {
        TokenCall unbound = TokenCall.clientCredentials().as(Stage.RUNNER);
        try {
            assertThat(stage.admin()
                            .put(path("/mode"), Json.object().put("mode", "observe"))
                            .status())
                    .isEqualTo(200);
            assertThat(stage.tokens().send(unbound).isIssued()).isTrue();
        } finally {
            stage.admin().put(path("/mode"), Json.object().put("mode", "enforce"));
        }
        assertThat(stage.tokens().send(unbound).isIssued()).isFalse();
        assertThat(get("/mode").json().path("mode").asText()).isEqualTo("enforce");
        assertThat(adminEvents("HOLDFAST_MODE")).hasSize(2);
    }

    @Test
    void streams_areListedWithWhatWaits() {
        JsonNode stream = get("/streams").json().path(0);
        assertThat(stream.path("client").asText()).isEqualTo("deployments-api");
        assertThat(stream.path("delivery").asText()).isEqualTo("push");
        assertThat(stream.path("status").asText()).isEqualTo("enabled");
        assertThat(get("/streams/deployments-api/dead-letters").json()).isEmpty();
        ObjectNode ids = Json.object();
        ids.putArray("ids").add("no-such-event");
        assertThat(post("/streams/deployments-api/dead-letters/resend", ids)
                        .json()
                        .path("queued")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void openApi_isServed() {
        Operation openApi = OPERATIONS.get(OPERATIONS.size() - 1);
        assertThat(call(openApi, stage.admin().token()).body()).startsWith("openapi: 3.1.0");
    }

    private double lastScore(TokenAnswer tokens) {
        for (JsonNode session : get("/sessions?client=ci-runner&max=100").json().path("sessions")) {
            if (session.path("id").asText().equals(tokens.session())) {
                return session.path("score").asDouble();
            }
        }
        throw new IllegalStateException("no such session");
    }

    private TokenAnswer ask(DpopKey key) {
        return stage.tokens()
                .send(TokenCall.clientCredentials().as(Stage.RUNNER).holding(key));
    }

    /** Keycloak filters by its own types of resources only. */
    private List<JsonNode> adminEvents(String resource) {
        List<JsonNode> found = new ArrayList<>();
        stage.admin().get("/" + REALM + "/admin-events?max=1000").json().forEach(event -> {
            if (event.path("resourceType").asText().equals(resource)) {
                found.add(event);
            }
        });
        return found;
    }

    private static ObjectNode why(String reason) {
        return Json.object().put("reason", reason);
    }

    private HttpAnswer get(String path) {
        return stage.admin().get(path(path));
    }

    private HttpAnswer post(String path, JsonNode body) {
        return stage.admin().post(path(path), body);
    }

    private static String path(String path) {
        return "/" + REALM + "/holdfast" + path;
    }

    private String token(String user) {
        TokenAnswer answer = stage.tokens()
                .send(TokenCall.grant("password")
                        .with("client_id", "admin-cli")
                        .with("username", user)
                        .with("password", RealmDraft.PASSWORD));
        assertThat(answer.isIssued()).as(user + " " + answer.summary()).isTrue();
        return answer.accessToken();
    }

    private HttpAnswer call(Operation operation, String token) {
        var request = Http.to(URI.create(server.baseUri() + "/admin/realms" + path(operation.path())))
                .header("Content-Type", "application/json")
                .method(
                        operation.method(),
                        operation.body().isEmpty()
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofString(operation.body()));
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        return Http.send(request.build());
    }
}
