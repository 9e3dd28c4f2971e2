package dev.holdfast.dev.demo;

import dev.holdfast.dev.demo.story.RevocationTimes;
import dev.holdfast.dev.demo.story.Story;
import dev.holdfast.dev.server.KeycloakServer;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Plays the story many times on one server, each time in a new realm, and prints how fast the revocation was: {@code
 * ./mvnw -Pdemo -Dholdfast.main=dev.holdfast.dev.demo.Measure}. {@code -Dholdfast.runs} says how often, 20 unless told.
 */
public final class Measure {

    private Measure() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        Narrator say = Narrator.ofThisTerminal();
        int runs = Integer.getInteger("holdfast.runs", 20);
        say.title("From the decision to the first refused call, " + runs + " runs");
        System.exit(measure(runs, say) ? 0 : 1);
    }

    private static boolean measure(int runs, Narrator say) {
        Narrator silent = new Narrator(
                new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8), false, false);
        List<RevocationTimes> times = new ArrayList<>();
        try (KeycloakServer server = DemoPlaces.ofThisBuild().start(0, say::note)) {
            for (int run = 1; run <= runs; run++) {
                try (Stage stage = Stage.set(server, DemoSetting.realm("measure-" + run), 0, List.of())) {
                    Story story = new Story(stage);
                    Optional<Story.Failure> failure = story.play(silent);
                    if (failure.isPresent()) {
                        say.failed("Run " + run + ": " + failure.get());
                        return false;
                    }
                    RevocationTimes measured = story.revocation().orElseThrow();
                    times.add(measured);
                    say.done("run " + run, measured.decisionToRejected());
                }
            }
        }
        tell("refusal of the thief", times, RevocationTimes::request, say);
        tell("decision → relying party heard session-revoked", times, RevocationTimes::decisionToHeard, say);
        tell("decision → first API call refused", times, RevocationTimes::decisionToRejected, say);
        return true;
    }

    private static void tell(
            String what, List<RevocationTimes> times, Function<RevocationTimes, Duration> which, Narrator say) {
        List<Duration> sorted = times.stream().map(which).sorted().toList();
        say.line("");
        say.done(what + ", fastest", sorted.get(0));
        say.done(what + ", median", sorted.get(sorted.size() / 2));
        say.done(what + ", slowest", sorted.get(sorted.size() - 1));
    }
}
