package dev.holdfast.evaluation.keycloak.signal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.evaluation.signal.poll.TurnOutcome;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollScheduleTest {

    private static final PolledTransmitter ONE = new PolledTransmitter("realm", "one");
    private static final PolledTransmitter OTHER = new PolledTransmitter("realm", "other");
    private static final PollRound.Result NOTHING =
            new PollRound.Result.Asked(new TurnOutcome.Done(0), Duration.ofMillis(1));

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final BlockingQueue<String> turns = new LinkedBlockingQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private void awaitTurn(String name) throws InterruptedException {
        String turn = turns.poll(10, TimeUnit.SECONDS);
        while (turn != null && !turn.equals(name)) {
            turn = turns.poll(10, TimeUnit.SECONDS);
        }
        assertThat(turn).isEqualTo(name);
    }

    @Test
    void turn_thatEndsWithAnError_isFollowedByTheNext() throws Exception {
        try (PollSchedule schedule = new PollSchedule(
                (polled, name, waits) -> {
                    turns.add(name);
                    if (count.getAndIncrement() == 0) {
                        throw new LinkageError("of this test");
                    }
                    return NOTHING;
                },
                clock)) {
            schedule.polls(Map.of(ONE, "the one"));
            awaitTurn("the one");
            awaitTurn("the one");
        }
    }

    @Test
    void transmitter_notChosenAnyMore_hasNoMoreTurns() throws Exception {
        try (PollSchedule schedule = new PollSchedule(
                (polled, name, waits) -> {
                    turns.add(name);
                    return NOTHING;
                },
                clock)) {
            schedule.polls(Map.of(ONE, "the one"));
            awaitTurn("the one");
            schedule.polls(Map.of(OTHER, "the other"));
            awaitTurn("the other");
            // At most the turn that was under way is still told.
            awaitTurn("the other");
            turns.removeIf(name -> name.equals("the one"));
            awaitTurn("the other");
            awaitTurn("the other");
            assertThat(turns).doesNotContain("the one");
        }
    }
}
