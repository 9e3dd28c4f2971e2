package dev.holdfast.risk.signal;

import dev.holdfast.risk.profile.Feature;
import dev.holdfast.risk.profile.Lesson;
import java.util.Optional;

/** Whether a refresh token is presented again, or late. */
public final class TokenRetry implements Signal {

    @Override
    public String name() {
        return "token-retry";
    }

    @Override
    public Evidence.Group group() {
        return Evidence.Group.BINDING;
    }

    @Override
    public String description() {
        return "Whether a refresh token is presented again because its answer was lost, or late after its successor was used,"
                + " against how often this identity retries, and whether it comes from where it was presented first. What"
                + " lies beyond the envelope of a retry is a forked generation.";
    }

    @Override
    public Optional<Evidence> weigh(Situation situation) {
        TokenLine line = situation.line();
        return line.category() == TokenLine.IN_LINE || line.category() == TokenLine.FORKED
                ? Optional.empty()
                : evidence(
                        situation.profile().weightNats(Feature.RETRY, line.category()),
                        (line.category() < TokenLine.LATE_HERE
                                        ? "a refresh token is presented again"
                                        : "a refresh token is presented after its successor")
                                + (line.isElsewhere() ? " from elsewhere" : ""));
    }

    @Override
    public void teach(Situation situation, Lesson.Draft lesson) {
        TokenLine line = situation.line();
        if (situation.current().generation().isPresent() && line.category() != TokenLine.FORKED) {
            lesson.put(Feature.RETRY, line.category());
        }
    }
}
