package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.DemoRelyingParty;
import dev.holdfast.dev.demo.Stage;
import dev.holdfast.events.EventType;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The stage of the story on a Keycloak as it comes: API, proofs and pushed events work without our jars. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoStageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Stage stage =
            Stage.set(Servers.get(OptionSet.STOCK), TestRealm.withoutPolicies("it-stage"), 0, List.of());
    private final Agent runner = stage.agent("the runner", "192.0.2.10", "ci-runner/4.2");
    private final Agent thief = stage.agent("the thief", "198.51.100.66", "curl/8.5.0");

    @AfterAll
    void strike() {
        stage.close();
        stage.admin().deleteRealm(stage.realm());
    }

    @Test
    void api_withTheKeyOfTheToken_answers() {
        assertThat(runner.call(runner.authenticate()).status()).isEqualTo(200);
    }

    @Test
    void api_withoutTheKeyOfTheToken_refuses() {
        TokenAnswer stolen = runner.authenticate();

        assertThat(thief.callAsBearer(stolen).json().path("reason").asText()).isEqualTo("BOUND_TOKEN_AS_BEARER");
        assertThat(thief.call(stolen).json().path("reason").asText()).isEqualTo("KEY_MISMATCH");
    }

    @Test
    void api_withAProofWithoutNonce_asksForOne() {
        TokenAnswer token = runner.authenticate();
        HttpAnswer answer = Http.send(stage.relyingParty()
                .request()
                .header("Authorization", "DPoP " + token.accessToken())
                .header("DPoP", runner.key().proof("GET", stage.relyingParty().api(), token.accessToken(), null))
                .build());

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("WWW-Authenticate").orElse("")).contains("use_dpop_nonce");
        assertThat(answer.header("DPoP-Nonce")).isPresent();
    }

    @Test
    void health_onceTheStreamIsVerified_saysSoAndWhatHappensElse() {
        assertThat(stage.relyingParty().heard().await(EventType.VERIFICATION, 0, PATIENCE))
                .isPresent();

        HttpAnswer health =
                Http.send(Http.to(stage.relyingParty().api().resolve("/health")).build());
        assertThat(health.status()).isEqualTo(200);
        assertThat(health.json().path("stream").asText()).isEqualTo("verified");
        assertThat(health.json().path("whileSilent").asText()).contains("60 s");
    }

    @Test
    void api_afterItHeardThatTheSessionIsRevoked_refusesItsTokensOnly() {
        TokenAnswer revoked = runner.authenticate();
        TokenAnswer other = runner.authenticate();
        assertThat(runner.call(revoked).status()).isEqualTo(200);

        emitSessionRevoked(revoked);

        assertThat(stage.relyingParty().heard().await(EventType.SESSION_REVOKED, 0, PATIENCE))
                .isPresent();
        assertThat(runner.call(revoked).json().path("reason").asText()).isEqualTo("SESSION_REVOKED");
        assertThat(runner.call(other).status()).isEqualTo(200);
    }

    @Test
    void sessions_ofTheRunner_areListed() {
        String session = runner.authenticate().session();

        assertThat(stage.admin().sessions(stage.realm(), "ci-runner").findValuesAsText("id"))
                .contains(session);
    }

    private void emitSessionRevoked(TokenAnswer token) {
        ObjectNode event = Json.object().put("eventType", "CaepSessionRevoked");
        ObjectNode subject = event.putObject("sub_id").put("format", "complex");
        subject.putObject("user")
                .put("format", "iss_sub")
                .put("iss", stage.issuer().toString())
                .put("sub", token.accessClaims().path("sub").asText());
        subject.putObject("session").put("format", "opaque").put("id", token.session());
        event.putObject("event").put("initiating_entity", "admin");
        assertThat(stage.admin()
                        .post("/" + stage.realm() + "/ssf/clients/" + DemoRelyingParty.NAME + "/events/emit", event)
                        .isSuccess())
                .isTrue();
    }
}
