package dev.holdfast.dev.demo.story;

import static dev.holdfast.dev.demo.story.StepFailedException.unless;

import dev.holdfast.dev.client.HttpAnswer;
import dev.holdfast.dev.demo.ProtectedApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;

/** The victim goes on calling every API, each time with a fresh proof, until it is refused. */
final class VictimsCalls implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(20);
    /** Three who call without a break would take the processors that Keycloak needs to decide. */
    private static final Duration PAUSE = Duration.ofMillis(2);

    /**
     * An API said no.
     *
     * @param nanos when, as {@link System#nanoTime}
     * @param callsBefore how many calls it had answered
     */
    record Refusal(ProtectedApi api, long nanos, int callsBefore) {}

    private final ExecutorService callers;
    private final List<Future<Refusal>> refusals = new ArrayList<>();

    /** Begins, and returns when each API has answered once. */
    VictimsCalls(Cast cast) {
        List<ProtectedApi> apis = cast.stage.apis();
        CountDownLatch begun = new CountDownLatch(apis.size());
        callers = Executors.newFixedThreadPool(apis.size());
        for (ProtectedApi api : apis) {
            refusals.add(callers.submit(() -> callUntilRefused(cast, api, begun)));
        }
        try {
            begun.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new StepFailedException("interrupted");
        }
    }

    /** Waits until every API has refused, in the order of the stage. */
    List<Refusal> await() {
        List<Refusal> all = new ArrayList<>();
        for (Future<Refusal> refusal : refusals) {
            try {
                all.add(refusal.get());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                throw new StepFailedException("interrupted");
            } catch (ExecutionException failed) {
                throw new StepFailedException(String.valueOf(
                        failed.getCause() == null ? failed : failed.getCause().getMessage()));
            }
        }
        return all;
    }

    @Override
    public void close() {
        callers.shutdownNow();
    }

    private static Refusal callUntilRefused(Cast cast, ProtectedApi api, CountDownLatch begun) {
        try {
            long end = System.nanoTime() + PATIENCE.toNanos();
            for (int calls = 0; System.nanoTime() < end; calls++) {
                HttpAnswer answer = cast.runner.call(api, cast.runnerTokens());
                long now = System.nanoTime();
                begun.countDown();
                if (answer.status() != 200) {
                    String why = answer.header("WWW-Authenticate").orElse("");
                    unless(
                            answer.status() == 401 && why.contains("the session has been revoked"),
                            "401 for a revoked session at " + api.name(),
                            answer.status() + " " + why);
                    return new Refusal(api, now, calls);
                }
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            throw new StepFailedException("expected " + api.name() + " to refuse the stolen session, saw 200 for "
                    + PATIENCE.toSeconds() + " s");
        } finally {
            // Also when it failed: somebody waits for this.
            begun.countDown();
        }
    }
}
