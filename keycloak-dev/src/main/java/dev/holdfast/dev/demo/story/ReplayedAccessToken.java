package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.dev.demo.ProtectedApi;
import java.util.function.Function;

/** Step 3: an access token without its key opens nothing. */
final class ReplayedAccessToken implements Step {

    @Override
    public String title() {
        return "A thief copies the access token";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        HttpAnswer bearer = refusedEverywhere(cast, api -> cast.thief.callAsBearer(api, cast.runnerTokens()));
        say.done("replayed as a bearer token: 401 " + reason(bearer) + everywhere(cast));
        HttpAnswer otherKey = refusedEverywhere(cast, api -> cast.thief.call(api, cast.runnerTokens()));
        say.done("replayed with a proof of the thief's key: 401 " + reason(otherKey) + everywhere(cast));
    }

    /** The answer of the relying party of this program, which says its reason in plain words. */
    private static HttpAnswer refusedEverywhere(Cast cast, Function<ProtectedApi, HttpAnswer> attempt) {
        for (ProtectedApi api : cast.stage.apis()) {
            int status = attempt.apply(api).status();
            unless(status == 401, "401 from " + api.name() + " for a stolen token", status);
        }
        return attempt.apply(cast.stage.relyingParty());
    }

    private static String everywhere(Cast cast) {
        int apis = cast.stage.apis().size();
        return apis > 1 ? ", at all " + apis + " APIs" : "";
    }

    private static String reason(HttpAnswer answer) {
        return answer.json().path("reason").asText();
    }
}
