package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.Agent;
import dev.holdfast.dev.demo.Narrator;
import java.time.Duration;

/** Step 7: the right key from a strange place is not thrown out, but held on a short leash. */
final class StrangePlace implements Step {

    private static final Duration SHORT = Duration.ofSeconds(60);

    @Override
    public String title() {
        return "The right key, but from a home network and another program";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        Agent moved = cast.runner.movedTo("203.0.113.77", "python-requests/2.32");
        TokenAnswer answer = moved.refresh(cast.runnerTokens());
        if (answer.isIssued()) {
            unless(answer.expiresIn().compareTo(SHORT) <= 0, "at most 60 s", answer.summary());
            say.done("restricted: the new token lives for " + answer.expiresIn().toSeconds() + " s only");
        } else {
            unless(answer.error().equals("use_dpop_nonce"), "a restriction or a challenge", answer.summary());
            String nonce =
                    answer.nonce().orElseThrow(() -> new StepFailedException("expected a DPoP-Nonce header, saw none"));
            say.done("challenged: 400 use_dpop_nonce");
            TokenAnswer proven = moved.refresh(cast.runnerTokens(), nonce);
            unless(proven.isIssued(), "a fresh proof to be accepted", proven.summary());
            say.done("the key proves itself afresh: " + proven.summary());
        }
        new SessionReport(cast.stage).latest(cast.runnerTokens().session(), say);
    }
}
