package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.demo.Narrator;

/** Step 3: an access token without its key opens nothing. */
final class ReplayedAccessToken implements Step {

    @Override
    public String title() {
        return "A thief copies the access token";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        HttpAnswer bearer = cast.thief.callAsBearer(cast.runnerTokens());
        unless(bearer.status() == 401, "API 401 for a bearer", bearer.status());
        say.done("replayed as a bearer token: 401 " + reason(bearer));
        HttpAnswer otherKey = cast.thief.call(cast.runnerTokens());
        unless(otherKey.status() == 401, "API 401 for another key", otherKey.status());
        say.done("replayed with a proof of the thief's key: 401 " + reason(otherKey));
    }

    private static String reason(HttpAnswer answer) {
        return answer.json().path("reason").asText();
    }
}
