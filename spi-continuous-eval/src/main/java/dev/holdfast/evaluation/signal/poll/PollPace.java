package dev.holdfast.evaluation.signal.poll;

import dev.holdfast.evaluation.delivery.RetrySchedule;
import java.time.Duration;
import java.time.Instant;

/**
 * When a transmitter is asked again. One that keeps requests until it has an event is asked again at once, one that answers
 * without any not before the interval is over, one that fails after 1 s, 2 s, 4 s … 60 s, a quarter more or less, and one that has
 * more events than its limit lets it have after a quarter of the minute that the limit is for.
 *
 * @param failures how often in a row it failed
 * @param waitsFrom from when on it may keep requests: one that kept a request for longer than we wait, not for a while
 * @param limited whether it had more events than its limit lets it have
 */
public record PollPace(int failures, Instant waitsFrom, boolean limited) {

    /** Of a transmitter that was not asked yet. */
    public static final PollPace NEW = new PollPace(0, Instant.MIN, false);

    private static final Duration LIMITED = Duration.ofSeconds(15);
    private static final Duration IMPATIENT = Duration.ofMinutes(10);

    /**
     * Whether the transmitter may keep a request until it has an event.
     *
     * @param now the time
     * @return {@code false} if it shall answer at once
     */
    public boolean waits(Instant now) {
        return !now.isBefore(waitsFrom);
    }

    /**
     * After a turn in which it could be asked.
     *
     * @param outcome what came of it
     * @return the pace from now on; where something was settled although not everything, it is asked again soon
     */
    public PollPace after(TurnOutcome outcome) {
        if (outcome instanceof TurnOutcome.Incomplete) {
            return new PollPace(outcome.settled() > 0 ? 1 : failures + 1, waitsFrom, false);
        }
        return new PollPace(0, waitsFrom, outcome instanceof TurnOutcome.TooMany);
    }

    /**
     * After a turn in which it could not be asked.
     *
     * @param late whether an answer did not come in time
     * @param now the time
     * @return the pace from now on
     */
    public PollPace failed(boolean late, Instant now) {
        return new PollPace(failures + 1, late ? now.plus(IMPATIENT) : waitsFrom, false);
    }

    /**
     * The pause before the next turn.
     *
     * @param settled how many events the last turn settled
     * @param took how long it took
     * @param interval the least time between two turns without events
     * @param random from 0 to 1
     * @return the pause, zero or more
     */
    public Duration pause(int settled, Duration took, Duration interval, double random) {
        if (failures > 0) {
            return RetrySchedule.whenUnavailable(failures, random);
        }
        if (limited) {
            return LIMITED;
        }
        boolean kept = took.compareTo(interval) >= 0;
        return settled > 0 || kept ? Duration.ZERO : interval.minus(took);
    }
}
