package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.Narrator;
import java.time.Duration;

/** Step 2: two instances of the runner work as they do every day. */
final class OrdinaryWork implements Step {

    private static final int REFRESHES = 4;

    @Override
    public String title() {
        return "Two instances of the runner do their work";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        cast.runnerHolds(work(cast.runner, cast.runnerTokens(), say));
        TokenAnswer own = cast.sibling.authenticate();
        unless(own.isIssued(), "tokens for the second instance", own.summary());
        cast.siblingHolds(work(cast.sibling, own, say));
        cast.attacked(cast.runnerTokens().session());
    }

    private static TokenAnswer work(Agent agent, TokenAnswer first, Narrator say) {
        callApi(agent, first);
        TokenAnswer tokens = first;
        long begin = System.nanoTime();
        for (int i = 0; i < REFRESHES; i++) {
            tokens = agent.refresh(tokens);
            unless(
                    tokens.isIssued(),
                    "refresh " + (i + 1) + " of " + agent.name() + " to be answered",
                    tokens.summary());
        }
        Duration each = Duration.ofNanos((System.nanoTime() - begin) / REFRESHES);
        callApi(agent, tokens);
        say.done(
                agent.name() + " at " + agent.address() + ": API 200, four refreshes, API 200; each refresh took",
                each);
        return tokens;
    }

    private static void callApi(Agent agent, TokenAnswer tokens) {
        HttpAnswer answer = agent.call(tokens);
        unless(answer.status() == 200, "API 200 for " + agent.name(), answer.status() + " " + answer.body());
    }
}
