package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.HeardEvents;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.events.EventType;
import java.time.Duration;

/** Step 5: the secret alone does not help either, and the owner of the client hears that it is known. */
final class StolenSecret implements Step {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "The thief asks for a new token with the stolen secret";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        HeardEvents heard = cast.stage.relyingParty().heard();
        long begin = System.nanoTime();
        TokenAnswer answer = cast.thief.authenticate();
        unless(answer.status() == 400, "400 for the barred key", answer.summary());
        say.done(
                "client_credentials with the same key: " + answer.summary(),
                Duration.ofNanos(System.nanoTime() - begin));
        // Raised by the theft or by this attempt: either way it is the same news.
        unless(
                heard.await(EventType.CREDENTIAL_COMPROMISE, 0, PATIENCE).isPresent(),
                "credential-compromise at the relying party",
                "nothing");
        say.done("relying party heard credential-compromise: the secret has to be rotated");
    }
}
