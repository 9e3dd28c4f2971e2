package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.TokenAnswer;
import dev.holdfast.dev.demo.HeardEvents.Heard;
import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.events.EventType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;

/** Step 4: a refresh token and a client secret without the key end the session, everywhere. */
final class StolenRefreshToken implements Step {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** The end of the poll: when the API first said no, and how often it had said yes. */
    private record Rejection(long nanos, int callsBefore, String reason) {}

    @Override
    public String title() {
        return "The thief has the refresh token and the client secret";
    }

    @Override
    public void play(Cast cast, Narrator say) {
        int before = cast.stage.relyingParty().heard().count();
        CountDownLatch polling = new CountDownLatch(1);
        CompletableFuture<Optional<Rejection>> poll =
                CompletableFuture.supplyAsync(() -> callUntilRejected(cast, polling));
        await(polling);
        long asked = System.nanoTime();
        TokenAnswer answer = cast.thief.refresh(cast.runnerTokens());
        long refused = System.nanoTime();
        unless(
                answer.status() == 400 && answer.error().equals("invalid_grant"),
                "400 invalid_grant for the thief",
                answer.summary());
        say.done(
                "refresh from " + cast.thief.address() + " with a key of his own: 400 invalid_grant",
                Duration.ofNanos(refused - asked));
        Heard heard = cast.stage
                .relyingParty()
                .heard()
                .await(EventType.SESSION_REVOKED, before, PATIENCE)
                .orElseThrow(
                        () -> new StepFailedException("expected session-revoked at the relying party, heard nothing"));
        Optional<Rejection> end = poll.join();
        unless(end.isPresent(), "the victim's access token to be rejected", "200 for " + PATIENCE.toSeconds() + " s");
        tell(cast, end.orElseThrow(), heard, Duration.ofNanos(refused - asked), say);
    }

    private static void tell(Cast cast, Rejection rejection, Heard heard, Duration request, Narrator say) {
        // The instant of the decision stands in the history, on the server's clock: the same machine's.
        String ended = new SessionReport(cast.stage)
                .read(cast.attackedSession())
                .path("ended")
                .asText();
        unless(!ended.isEmpty(), "an ended session in its history", "none");
        Instant decided = Instant.parse(ended);
        RevocationTimes times = new RevocationTimes(
                request,
                Duration.between(decided, clock(heard.nanos())),
                Duration.between(decided, clock(rejection.nanos())));
        cast.revoked(times);
        say.done("decision → relying party heard session-revoked", times.decisionToHeard());
        say.done("decision → first API call refused, " + rejection.reason(), times.decisionToRejected());
        say.note(rejection.callsBefore()
                + " calls were still answered in between; the token would have lived for minutes");
    }

    /** What the wall clock said at a reading of the nanosecond clock. */
    private static Instant clock(long nanos) {
        return Instant.now().minusNanos(System.nanoTime() - nanos);
    }

    /** The victim goes on calling, each time with a fresh proof, as fast as the API answers. */
    private static Optional<Rejection> callUntilRejected(Cast cast, CountDownLatch polling) {
        long end = System.nanoTime() + PATIENCE.multipliedBy(2).toNanos();
        for (int calls = 0; System.nanoTime() < end; calls++) {
            var answer = cast.runner.call(cast.runnerTokens());
            if (answer.status() != 200) {
                polling.countDown();
                String reason =
                        answer.status() + " " + answer.json().path("reason").asText();
                return Optional.of(new Rejection(System.nanoTime(), calls, reason));
            }
            polling.countDown();
        }
        return Optional.empty();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailedException("interrupted");
        }
    }
}
