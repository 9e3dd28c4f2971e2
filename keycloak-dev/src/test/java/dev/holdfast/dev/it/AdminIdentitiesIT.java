package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.DpopKey;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.client.TokenCall;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.Stage;
import dev.holdfast.dev.inserver.RefusingResponseFactory;
import org.junit.jupiter.api.Test;

/** What administrators see of identities, keys, streams and the mode, and do to them. */
class AdminIdentitiesIT extends AdminRestFixture {

    AdminIdentitiesIT() {
        super("it-admin-identities");
    }

    @Test
    void barredKey_isListedAndReleased() {
        TokenAnswer tokens = runner.authenticate();
        DpopKey thief = DpopKey.generate();
        rest.stage()
                .tokens()
                .send(TokenCall.refresh(tokens.refreshToken()).as(Stage.RUNNER).holding(thief));
        assertThat(rest.get("/identities/ci-runner/keys").json().path("barred").toString())
                .contains(thief.thumbprint());
        assertThat(ask(thief).isIssued()).isFalse();

        assertThat(rest.admin()
                        .delete(rest.path("/identities/ci-runner/keys/barred/" + thief.thumbprint()))
                        .status())
                .isEqualTo(200);
        assertThat(ask(thief).isIssued()).as("locked").isFalse();
        HttpAnswer unlocked = rest.admin().delete(rest.path("/identities/ci-runner/keys/lock"));

        assertThat(unlocked.json().path("locked").asBoolean()).isFalse();
        assertThat(ask(thief).isIssued()).isTrue();
    }

    @Test
    void revocation_ofAKey_endsItsSessionsAndLeavesTheSiblings() {
        Agent sibling = rest.stage().agent("its sibling", "192.0.2.11", "ci-runner/4.2");
        TokenAnswer tokens = runner.authenticate();
        TokenAnswer others = sibling.authenticate();
        String key = tokens.boundTo();

        HttpAnswer answer = rest.post("/identities/ci-runner/keys/" + key + "/revoke", AdminRest.why("image leaked"));

        assertThat(answer.json().path("sessions").asInt()).as(answer.body()).isEqualTo(1);
        assertThat(runner.refresh(tokens).isIssued()).isFalse();
        assertThat(runner.authenticate().isIssued()).as("barred").isFalse();
        assertThat(sibling.refresh(others).isIssued()).isTrue();
    }

    /** Whoever has been told that a key fell must be able to rely on it. */
    @Test
    void revocation_ofAKey_thatFailsOnTheWay_leavesItBarredAndItsSessionEnded() {
        TokenAnswer tokens = runner.authenticate();

        HttpAnswer answer = rest.post(
                "/identities/ci-runner/keys/" + tokens.boundTo() + "/revoke",
                AdminRest.why(RefusingResponseFactory.REASON));

        assertThat(answer.status()).isEqualTo(500);
        assertThat(rest.get("/identities/ci-runner/keys").json().path("barred").toString())
                .contains(tokens.boundTo());
        assertThat(runner.authenticate().isIssued()).as("barred").isFalse();
        assertThat(rest.admin().sessions(rest.stage().realm(), "ci-runner").toString())
                .doesNotContain(tokens.session());
        assertThat(rest.adminEvents("HOLDFAST_IDENTITY").toString())
                .contains(RefusingResponseFactory.REASON)
                .contains(tokens.boundTo());
    }

    @Test
    void revocation_ofAnIdentity_thatFailsOnTheWay_leavesItsTokensRefused() {
        TokenAnswer tokens = runner.authenticate();

        assertThat(rest.post("/identities/ci-runner/revoke", AdminRest.why(RefusingResponseFactory.REASON))
                        .status())
                .isEqualTo(500);

        assertThat(rest.admin()
                        .client(rest.stage().realm(), "ci-runner")
                        .orElseThrow()
                        .path("notBefore")
                        .asLong())
                .isGreaterThan(tokens.accessClaims().path("iat").asLong());
        awaitGoodTokens();
    }

    @Test
    void identity_isDescribedAndRevokedAsAWhole() {
        TokenAnswer one = runner.authenticate();
        TokenAnswer other = runner.authenticate();
        JsonNode identity = rest.get("/identities/ci-runner").json();
        assertThat(identity.path("sessions").asInt()).isGreaterThanOrEqualTo(2);
        assertThat(identity.path("networks").findValuesAsText("text")).contains("Example CI cloud (cloud)");
        assertThat(identity.toString()).doesNotContain("192.0.2");

        assertThat(rest.post("/identities/ci-runner/revoke", AdminRest.why("rotation"))
                        .json()
                        .path("complete")
                        .asBoolean())
                .isTrue();

        assertThat(runner.refresh(one).isIssued()).isFalse();
        assertThat(runner.refresh(other).isIssued()).isFalse();
        assertThat(rest.admin().sessions(rest.stage().realm(), "ci-runner")).isEmpty();
        awaitGoodTokens();
    }

    /** Tokens of the very second of a revocation are not good either; those of the next are. */
    private void awaitGoodTokens() {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!runner.refresh(runner.authenticate()).isIssued()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(end);
        }
    }

    @Test
    void mode_setByAnAdministrator_isEffectiveAtOnceAndRecorded() {
        TokenCall unbound = TokenCall.clientCredentials().as(Stage.RUNNER);
        try {
            assertThat(rest.admin()
                            .put(rest.path("/mode"), Json.object().put("mode", "observe"))
                            .status())
                    .isEqualTo(200);
            assertThat(rest.stage().tokens().send(unbound).isIssued()).isTrue();
        } finally {
            rest.admin().put(rest.path("/mode"), Json.object().put("mode", "enforce"));
        }
        assertThat(rest.stage().tokens().send(unbound).isIssued()).isFalse();
        assertThat(rest.get("/mode").json().path("mode").asText()).isEqualTo("enforce");
        assertThat(rest.adminEvents("HOLDFAST_MODE")).hasSize(2);
    }

    @Test
    void streams_areListedWithWhatWaits() {
        JsonNode stream = rest.get("/streams").json().path(0);
        assertThat(stream.path("client").asText()).isEqualTo("deployments-api");
        assertThat(stream.path("delivery").asText()).isEqualTo("push");
        assertThat(stream.path("status").asText()).isEqualTo("enabled");
        assertThat(rest.get("/streams/deployments-api/dead-letters").json()).isEmpty();
        ObjectNode ids = Json.object();
        ids.putArray("ids").add("no-such-event");
        assertThat(rest.post("/streams/deployments-api/dead-letters/resend", ids)
                        .json()
                        .path("queued")
                        .asInt(-1))
                .isZero();
    }

    private TokenAnswer ask(DpopKey key) {
        return rest.stage()
                .tokens()
                .send(TokenCall.clientCredentials().as(Stage.RUNNER).holding(key));
    }
}
