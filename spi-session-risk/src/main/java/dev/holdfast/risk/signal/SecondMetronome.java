package dev.holdfast.risk.signal;

import dev.holdfast.risk.history.PastObservation;
import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.List;
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
        if (situation.isStep() && situation.past().size() >= LEAST_PAST) {
            lesson.put(Feature.METRONOME, isBetweenTheBeats(situation) ? 1 : 0);
        }
    }

    private static boolean isBetweenTheBeats(Situation situation) {
        List<PastObservation> past = situation.past();
        if (!situation.isStep()
                || past.size() < LEAST_PAST
                || TokenLine.of(situation).isRetry()) {
            return false;
        }
        long shortest = Long.MAX_VALUE;
        long longest = 0;
        for (int i = past.size() - LEAST_PAST + 1; i < past.size(); i++) {
            long pause = millis(past, i) - millis(past, i - 1);
            shortest = Math.min(shortest, pause);
            longest = Math.max(longest, pause);
        }
        long now = situation.current().at().toEpochMilli() - millis(past, past.size() - 1);
        return longest < 2 * shortest && now * 4 < shortest * 3 && now > 5_000;
    }

    private static long millis(List<PastObservation> past, int index) {
        return past.get(index).observation().at().toEpochMilli();
    }
}
