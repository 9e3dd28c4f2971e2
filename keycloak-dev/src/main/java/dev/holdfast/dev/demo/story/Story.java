package dev.holdfast.dev.demo.story;

import dev.holdfast.dev.demo.Narrator;
import dev.holdfast.dev.demo.Stage;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** A thief tries everything, step by step; the first step that does not go as it should ends it. */
public final class Story {

    /**
     * Where the story went wrong.
     *
     * @param step its number, from 1
     * @param reason what was expected and what was seen
     */
    public record Failure(int step, String title, String reason) {

        @Override
        public String toString() {
            return "Step " + step + " failed (" + title + "): " + reason;
        }
    }

    private static final List<Step> STEPS = List.of(
            new BoundFromTheStart(),
            new OrdinaryWork(),
            new ReplayedAccessToken(),
            new StolenRefreshToken(),
            new StolenSecret(),
            new OthersWorkOn(),
            new StrangePlace(),
            new WhyItWasDecided());

    private final Cast cast;

    /** On a stage that is set. */
    public Story(Stage stage) {
        this.cast = new Cast(stage);
    }

    /** Plays it; empty when every step went as it should. */
    public Optional<Failure> play(Narrator say) {
        for (int number = 1; number <= STEPS.size(); number++) {
            Step step = STEPS.get(number - 1);
            say.step(number, step.title());
            try {
                step.play(cast, say);
            } catch (StepFailedException | UncheckedIOException | IllegalStateException failed) {
                String reason = String.valueOf(failed.getMessage());
                say.failed(reason);
                return Optional.of(new Failure(number, step.title(), reason));
            }
        }
        return Optional.empty();
    }

    /** How long the revocation of step 4 took; empty before it was played. */
    public Optional<RevocationTimes> revocation() {
        return cast.revocation();
    }
}
