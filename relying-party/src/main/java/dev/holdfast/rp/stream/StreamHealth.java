package dev.holdfast.rp.stream;

import dev.holdfast.rp.event.VerifiedEvent;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Do revocations still reach this relying party? Asks for a verification event from time to time (SSF 1.0 section 8.1.4) and
 * waits for it to come back through the stream, with a state that nobody else knows. Counted is when it was asked for, not
 * when it came: a stream that is an hour late is silent for an hour. Silent until the first one has come. Safe for use by
 * several threads.
 */
public final class StreamHealth implements AutoCloseable {

    /** Events that are asked for and lost do not pile up. */
    private static final int MOST_OUTSTANDING = 16;

    private static final int STATE_BYTES = 16;

    private final StreamVerification verification;
    private final Duration silentAfter;
    private final SilencePolicy policy;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "holdfast-stream-health");
        thread.setDaemon(true);
        return thread;
    });
    private final Map<String, Instant> askedAt = new LinkedHashMap<>();
    private volatile Optional<Instant> verifiedAt = Optional.empty();
    private volatile Optional<String> lastFailure = Optional.empty();

    /**
     * The health of one stream. Nothing is asked yet, see {@link #askEvery} and {@link #ask}.
     *
     * @param verification asks the transmitter, such as {@code state -> registration.verify(stream, state)}
     * @param silentAfter how long ago the last verification may have been asked for, more than zero. At least three times
     *     the interval of asking, so that one lost event alarms nobody
     * @param policy what to do beyond that
     * @param clock tells the time
     * @throws IllegalArgumentException if the duration is not more than zero
     */
    public StreamHealth(StreamVerification verification, Duration silentAfter, SilencePolicy policy, Clock clock) {
        if (silentAfter.isNegative() || silentAfter.isZero()) {
            throw new IllegalArgumentException("the duration must be more than zero: " + silentAfter);
        }
        this.verification = verification;
        this.silentAfter = silentAfter;
        this.policy = policy;
        this.clock = clock;
    }

    /**
     * Asks now and then again and again, in a thread of its own, until this is closed.
     *
     * @param interval time between two questions; not below the transmitter's minimum (in Keycloak 60 seconds unless set
     *     otherwise), and below the duration after which the stream counts as silent
     * @throws IllegalArgumentException if it is not more than zero, or too long
     */
    public void askEvery(Duration interval) {
        if (interval.isNegative() || interval.isZero() || interval.compareTo(silentAfter) >= 0) {
            throw new IllegalArgumentException("ask more often than every " + silentAfter + ": " + interval);
        }
        var unused = timer.scheduleWithFixedDelay(this::ask, 0, interval.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks for one verification event. A failure is kept for {@link #state()}; time will tell whether it matters. */
    public void ask() {
        byte[] bytes = new byte[STATE_BYTES];
        random.nextBytes(bytes);
        String state = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        remember(state);
        try {
            verification.ask(state);
            lastFailure = Optional.empty();
        } catch (StreamException | RuntimeException e) {
            lastFailure = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /**
     * Is shown each event that comes through the stream; all but the verification events that this asked for are ignored.
     *
     * @param event any event
     */
    public void hear(VerifiedEvent event) {
        event.verificationState().flatMap(this::forget).ifPresent(this::verified);
    }

    /**
     * How the stream does.
     *
     * @return the state at this moment
     */
    public StreamState state() {
        return new StreamState(verifiedAt, isSilent(), lastFailure);
    }

    /**
     * What to do now.
     *
     * @return the policy if the stream is silent; empty if all is well
     */
    public Optional<SilencePolicy> policyInForce() {
        return isSilent() ? Optional.of(policy) : Optional.empty();
    }

    /** Stops asking. */
    @Override
    public void close() {
        timer.shutdownNow();
    }

    private boolean isSilent() {
        Instant now = clock.instant();
        return verifiedAt.filter(asked -> now.isBefore(asked.plus(silentAfter))).isEmpty();
    }

    /** Before it is asked for: the event may come before the answer does. */
    private synchronized void remember(String state) {
        askedAt.put(state, clock.instant());
        if (askedAt.size() > MOST_OUTSTANDING) {
            askedAt.remove(askedAt.keySet().iterator().next());
        }
    }

    private synchronized Optional<Instant> forget(String state) {
        return Optional.ofNullable(askedAt.remove(state));
    }

    private synchronized void verified(Instant asked) {
        if (verifiedAt.filter(asked::isBefore).isEmpty()) {
            verifiedAt = Optional.of(asked);
        }
    }
}
