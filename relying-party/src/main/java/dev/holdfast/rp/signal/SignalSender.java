package dev.holdfast.rp.signal;

import dev.holdfast.rp.memory.ExpiringSet;
import dev.holdfast.rp.retry.Backoff;
import dev.holdfast.rp.signal.SignalDelivery.Outcome;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Reports signals to the authorization server as security event tokens, by push (RFC 8935), in a thread of its own: no
 * request waits for it. Bounded on every side: the same is not said twice in a minute, so many are sent in a minute, so many
 * wait. What cannot be delivered in eight attempts is given up, for it is news no more. Safe for use by several threads.
 */
public final class SignalSender implements AutoCloseable {

    private static final Duration SAY_AGAIN_AFTER = Duration.ofMinutes(1);
    private static final int REMEMBERED = 10_000;
    private static final int ATTEMPTS = 8;

    private final SignalSettings settings;
    private final SignalKey key;
    private final Clock clock;
    private final SignalDelivery delivery;
    private final Backoff backoff;
    private final RateLimit limit;
    private final ExpiringSet said;
    private final BlockingQueue<String> queue;
    private final Thread thread = new Thread(this::run, "holdfast-signals");
    private final AtomicLong sent = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    private volatile Optional<String> lastFailure = Optional.empty();

    private SignalSender(SignalSettings settings, SignalKey key, Backoff backoff, Clock clock) {
        this.settings = settings;
        this.key = key;
        this.clock = clock;
        this.backoff = backoff;
        this.delivery = new SignalDelivery(settings);
        this.limit = new RateLimit(settings.perMinute());
        this.said = new ExpiringSet(REMEMBERED, clock);
        this.queue = new ArrayBlockingQueue<>(settings.queueCapacity());
        this.thread.setDaemon(true);
    }

    /**
     * Starts a sender. After a failure it waits a second, then twice as long each time, a minute at most.
     *
     * @param settings where and how
     * @param key signs the events
     * @param clock tells the time
     * @return a sender that sends until it is closed
     */
    public static SignalSender start(SignalSettings settings, SignalKey key, Clock clock) {
        return start(settings, key, new Backoff(Duration.ofMinutes(1)), clock);
    }

    static SignalSender start(SignalSettings settings, SignalKey key, Backoff backoff, Clock clock) {
        SignalSender sender = new SignalSender(settings, key, backoff, clock);
        sender.thread.start();
        return sender;
    }

    /**
     * Reports a signal. Returns at once.
     *
     * @param signal what happened, just now
     * @return whether it is going to be sent
     */
    public SignalReceipt report(Signal signal) {
        SignalReceipt receipt = take(signal);
        if (receipt != SignalReceipt.QUEUED) {
            dropped.incrementAndGet();
        }
        return receipt;
    }

    /**
     * How it goes.
     *
     * @return the state at this moment
     */
    public SignalState state() {
        return new SignalState(queue.size(), sent.get(), dropped.get(), lastFailure);
    }

    /** Stops at once; what still waits is not sent. */
    @Override
    public void close() {
        thread.interrupt();
    }

    private SignalReceipt take(Signal signal) {
        String statement = signal.name() + " " + signal.subject().toMap();
        if (!said.add(statement, clock.instant().plus(SAY_AGAIN_AFTER))) {
            return SignalReceipt.SAID_ALREADY;
        }
        if (!limit.allows(clock.instant())) {
            said.remove(statement);
            return SignalReceipt.RATE_LIMITED;
        }
        if (!queue.offer(key.sign(claims(signal)))) {
            said.remove(statement);
            return SignalReceipt.QUEUE_FULL;
        }
        return SignalReceipt.QUEUED;
    }

    private Map<String, Object> claims(Signal signal) {
        long now = clock.instant().getEpochSecond();
        Map<String, Object> event = new LinkedHashMap<>(signal.members());
        event.put("event_timestamp", now);
        event.put("holdfast_signal", signal.name());
        return Map.of(
                "iss", settings.issuer(),
                "aud", settings.audience(),
                "jti", UUID.randomUUID().toString(),
                "iat", now,
                "txn", UUID.randomUUID().toString(),
                "sub_id", signal.subject().toMap(),
                "events", Map.of(signal.type().uri(), event));
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                deliver(queue.take());
            }
        } catch (InterruptedException e) {
            // Only close() interrupts.
            Thread.currentThread().interrupt();
        }
    }

    private void deliver(String compactSet) throws InterruptedException {
        for (int attempt = 1; attempt <= ATTEMPTS; attempt++) {
            Outcome outcome = delivery.push(compactSet);
            if (outcome instanceof Outcome.Delivered) {
                sent.incrementAndGet();
                lastFailure = Optional.empty();
                return;
            }
            if (outcome instanceof Outcome.Refused refused) {
                lastFailure = Optional.of(refused.reason());
                break;
            }
            if (outcome instanceof Outcome.Later later) {
                lastFailure = Optional.of(later.reason());
                // The sender's own thread has nothing else to do; close() interrupts it.
                Thread.sleep(backoff.after(attempt, ThreadLocalRandom.current().nextDouble())
                        .toMillis());
            }
        }
        dropped.incrementAndGet();
    }
}
