package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.HeardEvents.Heard;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.dev.demo.story.VictimsCalls.Refusal;
import dev.holdfast.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Step 4: a refresh token and a client secret without the key end the session, everywhere. */
final class StolenRefreshToken implements Step {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    @Override
    public String title() {
        return "The thief has the refresh token and the client secret";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        int before = cast.stage.relyingParty().heard().count();
        try (VictimsCalls calls = new VictimsCalls(cast)) {
            long asked = System.nanoTime();
            TokenAnswer answer = cast.thief.refresh(cast.runnerTokens());
            Duration request = Duration.ofNanos(System.nanoTime() - asked);
            unless(
                    answer.status() == 400 && answer.error().equals("invalid_grant"),
                    "400 invalid_grant for the thief",
                    answer.summary());
            say.done("refresh from " + cast.thief.address() + " with a key of his own: 400 invalid_grant", request);
            Heard heard = cast.stage
                    .relyingParty()
                    .heard()
                    .await(EventType.SESSION_REVOKED, before, PATIENCE)
                    .orElseThrow(() -> new StepFailedException("expected session-revoked at "
                            + cast.stage.relyingParty().name() + ", heard nothing"));
            tell(cast, calls.await(), heard, request, say);
        }
    }

    private static void tell(Cast cast, List<Refusal> refusals, Heard heard, Duration request, Narrator say) {
        // The instant of the decision stands in the history, on the server's clock: the same machine's.
        String ended = new SessionReport(cast.stage)
                .read(cast.attackedSession())
                .path("ended")
                .asText();
        unless(!ended.isEmpty(), "an ended session in its history", "none");
        Instant decided = Instant.parse(ended);
        Duration toHeard = Duration.between(decided, clock(heard.nanos()));
        say.done(
                "decision → session-revoked verified at "
                        + cast.stage.relyingParty().name(),
                toHeard);
        Map<String, Duration> toRefused = new HashMap<>();
        int answered = 0;
        for (Refusal refusal : refusals) {
            Duration took = Duration.between(decided, clock(refusal.nanos()));
            toRefused.put(refusal.api().name(), took);
            say.done(
                    "decision → call refused at " + refusal.api().name() + " ("
                            + refusal.api().madeWith() + ")",
                    took);
            answered += refusal.callsBefore();
        }
        cast.revoked(new RevocationTimes(request, toHeard, toRefused));
        say.note(answered + " calls were still answered in between; the token would have lived for minutes");
    }

    /** What the wall clock said at a reading of the nanosecond clock. */
    private static Instant clock(long nanos) {
        return Instant.now().minusNanos(System.nanoTime() - nanos);
    }
}
