package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Narrator;

/** Step 6: only the attacked session ended; its owner comes back with the key that is known. */
final class OthersWorkOn implements Step {

    @Override
    public String title() {
        return "Nobody else is disturbed";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        cast.callsEveryApi(cast.sibling, cast.siblingTokens());
        TokenAnswer refreshed = cast.sibling.refresh(cast.siblingTokens());
        unless(refreshed.isIssued(), "the second instance to refresh", refreshed.summary());
        cast.callsEveryApi(cast.sibling, refreshed);
        cast.siblingHolds(refreshed);
        say.done("the second instance: APIs 200, refresh 200, APIs 200");
        TokenAnswer anew = cast.runner.authenticate();
        unless(anew.isIssued(), "the runner to authenticate with its known key", anew.summary());
        cast.callsEveryApi(cast.runner, anew);
        cast.runnerHolds(anew);
        say.done("the runner authenticates anew with its own key: APIs 200");
    }
}
