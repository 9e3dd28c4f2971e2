package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.ProtectedApi;
import dev.holdfast.dev.demo.Stage;
import java.util.Optional;

/** Who plays, and what they hold at the moment. The steps hand it on. */
final class Cast {

    final Stage stage;
    final Agent runner;
    final Agent sibling;
    final Agent thief;

    private TokenAnswer runnerTokens;
    private TokenAnswer siblingTokens;
    private String attackedSession = "";
    private Optional<RevocationTimes> revocation = Optional.empty();

    Cast(Stage stage) {
        this.stage = stage;
        this.runner = stage.agent("the runner", "192.0.2.10", "ci-runner/4.2");
        this.sibling = stage.agent("its sibling", "192.0.2.11", "ci-runner/4.2");
        this.thief = stage.agent("the thief", "198.51.100.66", "curl/8.5.0");
        this.runnerTokens = TokenAnswer.NONE;
        this.siblingTokens = TokenAnswer.NONE;
    }

    /** Calls every API; each must answer. */
    void callsEveryApi(Agent agent, TokenAnswer tokens) {
        for (ProtectedApi api : stage.apis()) {
            HttpAnswer answer = agent.call(api, tokens);
            unless(
                    answer.status() == 200,
                    "200 from " + api.name() + " for " + agent.name(),
                    answer.status() + " " + answer.header("WWW-Authenticate").orElse(answer.body()));
        }
    }

    TokenAnswer runnerTokens() {
        return runnerTokens;
    }

    void runnerHolds(TokenAnswer tokens) {
        this.runnerTokens = tokens;
    }

    TokenAnswer siblingTokens() {
        return siblingTokens;
    }

    void siblingHolds(TokenAnswer tokens) {
        this.siblingTokens = tokens;
    }

    String attackedSession() {
        return attackedSession;
    }

    void attacked(String session) {
        this.attackedSession = session;
    }

    Optional<RevocationTimes> revocation() {
        return revocation;
    }

    void revoked(RevocationTimes times) {
        this.revocation = Optional.of(times);
    }
}
