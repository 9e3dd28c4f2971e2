package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Narrator;
import java.time.Duration;

/** Step 1: both tokens of the runner are bound to its key, and live shortly. */
final class BoundFromTheStart implements Step {

    private static final Duration LONGEST = Duration.ofMinutes(5);

    @Override
    public String title() {
        return "A runner authenticates; its tokens are bound to its key";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        long begin = System.nanoTime();
        TokenAnswer tokens = cast.runner.authenticate();
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        String key = cast.runner.key().thumbprint();
        unless(tokens.isIssued(), "tokens", tokens.summary() + " " + tokens.errorDescription());
        unless(tokens.tokenType().equals("DPoP"), "token_type DPoP", tokens.tokenType());
        say.done("access token of type DPoP from " + cast.runner.address(), took);
        unless(tokens.boundTo().equals(key), "an access token bound to " + key, tokens.boundTo());
        unless(tokens.refreshBoundTo().equals(key), "a refresh token bound to " + key, tokens.refreshBoundTo());
        say.done("access token and refresh token are bound to the key " + key.substring(0, 8) + "…");
        unless(tokens.expiresIn().compareTo(LONGEST) <= 0, "at most 300 s", tokens.expiresIn());
        say.done("it lives for " + tokens.expiresIn().toSeconds() + " s; the realm would have allowed 600 s");
        cast.runnerHolds(tokens);
    }
}
