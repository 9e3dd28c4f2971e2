package dev.holdfast.dev.demo;

import dev.holdfast.dev.demo.story.Story;
import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.ServerStartException;
import java.time.Duration;
import java.util.Optional;

/** Starts a real Keycloak, plays the attack, stops: {@code ./mvnw -Pdemo}. Exit code 1 if a step failed. */
public final class Demo {

    private Demo() {}

    /** Takes no arguments. */
    public static void main(String[] arguments) {
        Narrator say = Narrator.ofThisTerminal();
        say.title("Holdfast for Keycloak: what a stolen token is worth");
        System.exit(run(say) ? 0 : 1);
    }

    private static boolean run(Narrator say) {
        long begin = System.nanoTime();
        DemoPlaces places = DemoPlaces.ofThisBuild();
        try (KeycloakServer server = places.start(0, say::note);
                Stage stage = Stage.set(server, DemoSetting.realm("demo"), 0, places.cast())) {
            Optional<Story.Failure> failure = new Story(stage).play(say);
            say.line("");
            if (failure.isPresent()) {
                say.failed(failure.get().toString());
                say.note("The server's log: " + server.log());
                return false;
            }
            long seconds = Duration.ofNanos(System.nanoTime() - begin).toSeconds();
            say.done("Every step went as it should, in " + seconds + " s. Look around yourself: ./mvnw -Pdev");
            return true;
        } catch (ServerStartException | IllegalStateException failed) {
            say.failed(String.valueOf(failed.getMessage()));
            return false;
        }
    }
}
