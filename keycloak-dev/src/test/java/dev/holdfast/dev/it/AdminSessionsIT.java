package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.events.EventType;
import org.junit.jupiter.api.Test;

/** What administrators see of sessions and do to them. */
class AdminSessionsIT extends AdminRestFixture {

    AdminSessionsIT() {
        super("it-admin-sessions");
    }

    @Test
    void sessions_areListedWithTheirLastDecision() {
        TokenAnswer tokens = runner.refresh(runner.authenticate());

        JsonNode all = rest.get("/sessions?client=ci-runner&max=100").json();
        assertThat(all.path("sessions").findValuesAsText("id")).contains(tokens.session());
        assertThat(all.path("complete").asBoolean()).isTrue();
        assertThat(rest.get("/sessions?client=ci-runner&max=100&decision=allow&level=LOW")
                        .json()
                        .path("sessions")
                        .findValuesAsText("id"))
                .contains(tokens.session());
        assertThat(rest.get("/sessions?client=ci-runner&decision=revoke").json().path("sessions"))
                .isEmpty();
        assertThat(rest.get("/sessions?max=1").json().path("sessions")).hasSize(1);
    }

    @Test
    void revocation_ofASession_endsItAndTellsTheRelyingParty() {
        TokenAnswer tokens = runner.authenticate();
        TokenAnswer sibling = runner.authenticate();
        int heard = rest.stage().relyingParty().heard().count();

        HttpAnswer answer = rest.post("/sessions/" + tokens.session() + "/revoke", AdminRest.why("laptop lost"));

        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(runner.refresh(tokens).summary()).isEqualTo("400 invalid_grant");
        assertThat(runner.refresh(sibling).isIssued()).isTrue();
        assertThat(rest.stage().relyingParty().heard().await(EventType.SESSION_REVOKED, heard, PATIENCE))
                .isPresent();
        assertThat(rest.get("/sessions/" + tokens.session())
                        .json()
                        .path("ended")
                        .asText())
                .isNotEmpty();
        assertThat(rest.adminEvents("HOLDFAST_SESSION"))
                .filteredOn(event -> event.path("resourcePath").asText().endsWith(tokens.session() + "/revoke"))
                .singleElement()
                .satisfies(event -> assertThat(
                                event.path("details").path("holdfast_reason").asText())
                        .isEqualTo("laptop lost"));
    }

    @Test
    void rebind_ofASession_demandsOneFreshProof() {
        TokenAnswer tokens = runner.authenticate();

        assertThat(rest.post("/sessions/" + tokens.session() + "/rebind", AdminRest.why("odd hours"))
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

        HttpAnswer answer = rest.post("/sessions/" + tokens.session() + "/release", AdminRest.why("the runner moved"));

        assertThat(answer.json().path("learned").toString()).contains("python-requests");
        TokenAnswer again = moved.refresh(alarmed.isIssued() ? alarmed : tokens);
        assertThat(again.isIssued()).as(again.summary()).isTrue();
        assertThat(lastScore(tokens)).isLessThan(before);
    }

    private double lastScore(TokenAnswer tokens) {
        for (JsonNode session :
                rest.get("/sessions?client=ci-runner&max=100").json().path("sessions")) {
            if (session.path("id").asText().equals(tokens.session())) {
                return session.path("score").asDouble();
            }
        }
        throw new IllegalStateException("no such session");
    }
}
