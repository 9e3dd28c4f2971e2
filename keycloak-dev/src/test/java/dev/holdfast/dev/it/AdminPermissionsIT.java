package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Who may do what through the admin REST, and what it does not take. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class AdminPermissionsIT {

    private static final String KEY = "A".repeat(43);
    private static final Set<String> ROLES =
            Set.of("view-users", "manage-users", "view-clients", "manage-clients", "view-realm", "manage-realm");
    private static final List<Set<String>> VIEW_USERS = each(Set.of("view-users", "manage-users"));
    private static final List<Set<String>> VIEW_CLIENTS = each(Set.of("view-clients", "manage-clients"));
    private static final List<Set<String>> VIEW_REALM = each(Set.of("view-realm", "manage-realm"));
    private static final String WHY = "{\"reason\":\"test\"}";

    private record Operation(String method, String path, String body, List<Set<String>> suffice) {

        /** The largest sets of roles that do not suffice: of each that does, one is missing. */
        Set<Set<String>> insufficient() {
            Set<Set<String>> largest = Set.of(ROLES);
            for (Set<String> sufficient : suffice) {
                largest = largest.stream()
                        .flatMap(roles -> sufficient.stream().map(missing -> without(roles, missing)))
                        .collect(Collectors.toSet());
            }
            return largest;
        }
    }

    /** Every operation, on what does not exist, with the sets of roles of which each suffices. */
    private static final List<Operation> OPERATIONS = List.of(
            new Operation("GET", "/sessions", "", VIEW_USERS),
            new Operation("GET", "/sessions/none", "", VIEW_USERS),
            new Operation("POST", "/sessions/none/revoke", WHY, List.of(Set.of("manage-users"))),
            new Operation("POST", "/sessions/none/rebind", WHY, List.of(Set.of("manage-users"))),
            new Operation("POST", "/sessions/none/release", WHY, List.of(Set.of("manage-users"))),
            new Operation("GET", "/identities/deployments-api", "", VIEW_CLIENTS),
            new Operation(
                    "POST",
                    "/identities/deployments-api/revoke",
                    WHY,
                    List.of(Set.of("manage-clients", "manage-users"))),
            new Operation("POST", "/identities/deployments-api/rebind", "{}", List.of(Set.of("manage-clients"))),
            new Operation("GET", "/identities/deployments-api/keys", "", VIEW_CLIENTS),
            new Operation(
                    "POST",
                    "/identities/deployments-api/keys/" + KEY + "/revoke",
                    WHY,
                    List.of(Set.of("manage-clients", "manage-users"))),
            new Operation(
                    "DELETE", "/identities/deployments-api/keys/barred/" + KEY, "", List.of(Set.of("manage-clients"))),
            new Operation("DELETE", "/identities/deployments-api/keys/lock", "", List.of(Set.of("manage-clients"))),
            new Operation("GET", "/streams", "", VIEW_REALM),
            new Operation("GET", "/streams/deployments-api/dead-letters", "", VIEW_REALM),
            new Operation(
                    "POST", "/streams/deployments-api/dead-letters/resend", "{}", List.of(Set.of("manage-realm"))),
            new Operation("GET", "/mode", "", VIEW_REALM),
            new Operation("PUT", "/mode", "{}", List.of(Set.of("manage-realm"))),
            new Operation("GET", "/openapi", "", each(ROLES)));

    private final Map<Set<String>, String> tokens = new HashMap<>();
    private final List<Set<String>> holders = new ArrayList<>(holders());
    private final AdminRest rest = AdminRest.of(realm());

    @AfterAll
    void strike() {
        rest.close();
    }

    /** Each set that suffices does so alone; all other roles together do not. */
    @Test
    void operation_withoutItsPermission_isForbidden() {
        for (Operation operation : OPERATIONS) {
            for (Set<String> roles : operation.suffice()) {
                assertThat(call(operation, tokenWith(roles)).status())
                        .as("%s with %s", operation, roles)
                        .isIn(200, 400, 404);
            }
            for (Set<String> roles : operation.insufficient()) {
                assertThat(call(operation, tokenWith(roles)).status())
                        .as("%s with %s", operation, roles)
                        .isEqualTo(403);
            }
            assertThat(call(operation, "").status()).as(operation.path()).isEqualTo(401);
        }
    }

    @Test
    void session_ofAnotherRealm_isNotThere() {
        String session = rest.runner().authenticate().session();
        try (TestRealm other = TestRealm.guarded(rest.server())) {
            assertThat(rest.admin()
                            .get("/" + other.name() + "/holdfast/sessions/" + session)
                            .status())
                    .isEqualTo(404);
            for (String action : List.of("revoke", "rebind", "release")) {
                HttpAnswer answer = rest.admin()
                        .post(
                                "/" + other.name() + "/holdfast/sessions/" + session + "/" + action,
                                AdminRest.why("test"));
                assertThat(answer.status()).as(action).isEqualTo(404);
            }
        }
        assertThat(rest.get("/sessions/" + session).status()).isEqualTo(200);
    }

    @Test
    void input_thatIsNotAcceptable_isABadRequest() {
        String session = rest.runner().authenticate().session();
        for (String query : List.of("level=high", "decision=maybe", "max=0", "max=101", "first=-1")) {
            assertThat(rest.get("/sessions?" + query).status()).as(query).isEqualTo(400);
        }
        HttpAnswer without = rest.post("/sessions/" + session + "/revoke", Json.object());
        assertThat(without.status()).isEqualTo(400);
        assertThat(without.json().path("errorMessage").asText()).startsWith("reason is required");
        assertThat(rest.post("/sessions/" + session + "/revoke", AdminRest.why("two\nlines"))
                        .status())
                .isEqualTo(400);
        assertThat(rest.post("/identities/ci-runner/keys/short/revoke", AdminRest.why("test"))
                        .status())
                .isEqualTo(400);
        assertThat(rest.admin()
                        .put(rest.path("/mode"), Json.object().put("mode", "of"))
                        .status())
                .isEqualTo(400);
        assertThat(rest.get("/identities/no-such-client").status()).isEqualTo(404);
        assertThat(rest.get("/sessions/" + session).json().path("ended").isMissingNode())
                .isTrue();
    }

    @Test
    void openApi_isServed() {
        Operation openApi = OPERATIONS.get(OPERATIONS.size() - 1);
        assertThat(call(openApi, rest.admin().token()).body()).startsWith("openapi: 3.1.0");
    }

    private HttpAnswer call(Operation operation, String token) {
        return rest.call(operation.method(), operation.path(), operation.body(), token);
    }

    private String tokenWith(Set<String> roles) {
        return tokens.computeIfAbsent(roles, holder -> token(user(holder)));
    }

    private String user(Set<String> roles) {
        return "holder-" + holders.indexOf(roles);
    }

    private String token(String user) {
        TokenAnswer answer = rest.stage()
                .tokens()
                .send(TokenCall.grant("password")
                        .with("client_id", "admin-cli")
                        .with("username", user)
                        .with("password", RealmDraft.PASSWORD));
        assertThat(answer.isIssued()).as(user + " " + answer.summary()).isTrue();
        return answer.accessToken();
    }

    /** One user for each set of roles that is tried. Their passwords are hashed cheaply: they are not what is tested. */
    private ObjectNode realm() {
        RealmDraft users = RealmDraft.guarded();
        holders.forEach(roles -> users.user(user(roles)));
        for (int i = 0; i < holders.size(); i++) {
            ObjectNode user = (ObjectNode) users.json().withArray("users").get(i);
            var granted = user.putObject("clientRoles").putArray("realm-management");
            holders.get(i).forEach(granted::add);
        }
        ObjectNode realm = AdminRest.realm("it-admin-permissions")
                .put("passwordPolicy", "hashAlgorithm(pbkdf2-sha512) and hashIterations(1)");
        realm.set("users", users.json().get("users"));
        return realm;
    }

    private static Set<Set<String>> holders() {
        Set<Set<String>> all = new LinkedHashSet<>();
        for (Operation operation : OPERATIONS) {
            all.addAll(operation.suffice());
            all.addAll(operation.insufficient());
        }
        return all;
    }

    private static List<Set<String>> each(Set<String> roles) {
        return roles.stream().map(Set::of).toList();
    }

    private static Set<String> without(Set<String> roles, String missing) {
        Set<String> left = new HashSet<>(roles);
        left.remove(missing);
        return Set.copyOf(left);
    }
}
