package dev.holdfast.evaluation.keycloak.ssf.delivery;

import dev.holdfast.evaluation.delivery.Circuit;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One worker for each receiver and node while there is something to send to it, so that a receiver that does not answer holds up
 * nobody else. A worker that has nothing to do ends; it is woken by a commit, by the time of the next attempt, and by
 * Keycloak's timer.
 */
final class PushWorkers {

    private static final Logger LOG = Logger.getLogger(PushWorkers.class);
    private static final Duration LONGEST_SLEEP = Duration.ofMinutes(10);
    private static final long MOMENT_MILLIS = 3;
    private static final long LONGEST_MOMENT_MILLIS = 30;

    private final PushThreads threads;
    private final PushRound round;
    private final Map<String, Receiver> receivers = new HashMap<>();

    PushWorkers(PushThreads threads, PushRound round) {
        this.threads = threads;
        this.round = round;
    }

    /** What a node knows of a receiver; guarded by this. */
    private static final class Receiver {
        final Circuit circuit = new Circuit();
        boolean served;
        boolean news;

        @Nullable
        ScheduledFuture<?> alarm;
    }

    /** Something may be due for a receiver. */
    synchronized void wake(String receiverId) {
        Receiver receiver = receivers.computeIfAbsent(receiverId, id -> new Receiver());
        receiver.news = true;
        if (!receiver.served) {
            receiver.served = true;
            threads.execute(() -> work(receiverId, receiver));
        }
    }

    private void work(String receiverId, Receiver receiver) {
        Optional<Instant> alarm = Optional.empty();
        while (hasNews(receiverId, receiver, alarm)) {
            alarm = Optional.empty();
            try {
                alarm = send(receiverId, receiver.circuit);
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warnf(e, "Delivery to receiver %s stopped; Keycloak's timer takes it up", receiverId);
            }
        }
    }

    /** As long as there is something. A round costs two transactions, so a receiver in a rush gets what comes in a moment together. */
    private Optional<Instant> send(String receiverId, Circuit circuit) throws InterruptedException {
        PushRound.Next next = round.run(receiverId, circuit);
        for (int rounds = 1; next.found() != PushRound.Found.NOTHING; rounds++) {
            if (next.found() == PushRound.Found.SOME) {
                Thread.sleep(Math.min(rounds * MOMENT_MILLIS, LONGEST_MOMENT_MILLIS));
            }
            next = round.run(receiverId, circuit);
        }
        return next.at();
    }

    private synchronized boolean hasNews(String receiverId, Receiver receiver, Optional<Instant> alarm) {
        if (receiver.news) {
            receiver.news = false;
            return true;
        }
        receiver.served = false;
        if (receiver.alarm != null) {
            receiver.alarm.cancel(false);
            receiver.alarm = null;
        }
        if (alarm.isPresent()) {
            Duration pause = Duration.between(Instant.now(), alarm.get());
            // One more, so that a row of that very millisecond is due.
            long millis = Math.max(0, Math.min(pause.toMillis(), LONGEST_SLEEP.toMillis())) + 1;
            receiver.alarm = threads.clock().schedule(() -> wake(receiverId), millis, TimeUnit.MILLISECONDS);
        } else if (!receiver.circuit.isDoubtful()) {
            receivers.remove(receiverId);
        }
        return false;
    }
}
