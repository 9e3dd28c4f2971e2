package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Whether a second rhythm runs through the rhythm of a session: two parties refresh what one should. */
public final class SecondMetronome implements Signal {

    private static final int LEAST_PAST = 6;

    @Override
    public String name() {
        return "second-metronome";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.TIME;
    }

    @Override
    public String description() {
        return "Whether a session that asked at an even pace is asked for between the beats: the pause since the request"
                + " before is less than three quarters of every pause so far. Needs six clean requests; weighs at most 2"
                + " nats.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        return isBetweenTheBeats(situation)
                ? evidence(
                        situation.profile().weightNats(Feature.METRONOME, 1),
                        "a request between the beats of an even rhythm")
                : Optional.empty();
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        if (situation.isStep() && situation.hasPast(LEAST_PAST)) {
            lesson.put(Feature.METRONOME, isBetweenTheBeats(situation) ? 1 : 0);
        }
    }

    private static boolean isBetweenTheBeats(Situation situation) {
        if (!situation.isStep() || situation.line().isRetry() || !situation.hasPast(2)) {
            return false;
        }
        long now = situation.pauseMillis(0);
        if (now <= 5_000 || now * 4 >= situation.pauseMillis(1) * 3 || !situation.hasPast(LEAST_PAST)) {
            return false;
        }
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int back = 1; back < LEAST_PAST; back++) {
            long pause = situation.pauseMillis(back);
            shortest = Math.min(shortest, pause);
            longest = Math.max(longest, pause);
        }
        return longest < 2 * shortest && now * 4 < shortest * 3;
    }
}
