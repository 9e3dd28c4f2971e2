package dev.holdfast.evaluation.keycloak.ssf.poll;

import dev.holdfast.evaluation.delivery.DeliveryMetric;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Metrics;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** The long polls that wait on this node, by the id of the receiver's client. */
public final class PollWaiters {

    /** More polls of one receiver than this are answered at once. */
    static final int MOST_OF_A_RECEIVER = 4;

    /** More polls than this are answered at once. */
    static final int MOST = 2000;

    private final Map<String, Map<Long, Waiter>> waiting = new HashMap<>();
    private long last;
    private int count;

    /** None waits yet. */
    public PollWaiters() {}

    /** One poll that waits. */
    final class Waiter {

        private final CompletableFuture<Void> woken = new CompletableFuture<>();
        private final CompletionStage<Void> over;

        private Waiter(String receiverId, long number) {
            over = woken.whenComplete((nothing, failure) -> remove(receiverId, number));
        }

        /** Completes when there may be something, or the time is over. */
        CompletionStage<Void> over() {
            return over;
        }

        /** It waits no more. */
        void end() {
            woken.complete(null);
        }
    }

    /** Shows how many wait. */
    public void measure() {
        Gauge.builder(DeliveryMetric.POLLS.id(), this, PollWaiters::count)
                .description(DeliveryMetric.POLLS.help())
                .strongReference(true)
                .register(Metrics.globalRegistry);
    }

    /**
     * Lets a poll wait. Register first and look into the outbox afterwards: then nothing that is committed in between is missed.
     *
     * @return empty if too many wait
     */
    synchronized Optional<Waiter> register(String receiverId, Duration atMost) {
        int ofReceiver = waiting.getOrDefault(receiverId, Map.of()).size();
        if (ofReceiver >= MOST_OF_A_RECEIVER || count >= MOST) {
            return Optional.empty();
        }
        long number = ++last;
        Waiter waiter = new Waiter(receiverId, number);
        waiting.computeIfAbsent(receiverId, id -> new HashMap<>()).put(number, waiter);
        count++;
        // Last: what is over before it is counted would count for ever.
        waiter.woken.completeOnTimeout(null, atMost.toMillis(), TimeUnit.MILLISECONDS);
        return Optional.of(waiter);
    }

    /** There may be something for a receiver. */
    public void wake(String receiverId) {
        List<Waiter> all;
        synchronized (this) {
            all = List.copyOf(waiting.getOrDefault(receiverId, Map.of()).values());
        }
        all.forEach(Waiter::end);
    }

    /** Whose polls wait. */
    synchronized Set<String> receivers() {
        return Set.copyOf(waiting.keySet());
    }

    synchronized int count() {
        return count;
    }

    private synchronized void remove(String receiverId, long number) {
        Map<Long, Waiter> ofReceiver = waiting.get(receiverId);
        if (ofReceiver != null && ofReceiver.remove(number) != null) {
            count--;
            if (ofReceiver.isEmpty()) {
                waiting.remove(receiverId);
            }
        }
    }
}
