package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.DemoRelyingParty;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.events.EventType;
import java.time.Duration;

/** Step 2: two instances of the runner work as they do every day. */
final class OrdinaryWork implements Step {

    private static final int REFRESHES = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "Two instances of the runner do their work";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        cast.runnerHolds(work(cast, cast.runner, cast.runnerTokens(), say));
        TokenAnswer own = cast.sibling.authenticate();
        unless(own.isIssued(), "tokens for the second instance", own.summary());
        cast.siblingHolds(work(cast, cast.sibling, own, say));
        cast.attacked(cast.runnerTokens().session());
        String party = cast.stage.relyingParty().name();
        unless(
                cast.stage
                        .relyingParty()
                        .heard()
                        .await(EventType.VERIFICATION, 0, PATIENCE)
                        .isPresent(),
                "the stream of events of " + party + " to be verified",
                cast.stage.relyingParty().stream());
        say.done(party + ": stream of events verified; were it silent, tokens older than "
                + DemoRelyingParty.OLDEST_WHILE_SILENT.toSeconds() + " s would be refused");
    }

    private static TokenAnswer work(Cast cast, Agent agent, TokenAnswer first, Narrator say) {
        cast.callsEveryApi(agent, first);
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
        cast.callsEveryApi(agent, tokens);
        say.done(
                agent.name() + " at " + agent.address() + ": APIs 200, four refreshes, APIs 200; each refresh took",
                each);
        return tokens;
    }
}
