package dev.holdfast.dev.demo;

import dev.holdfast.dev.demo.sample.SampleRuns;
import dev.holdfast.dev.server.Distribution;
import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.ServerOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;

/**
 * Where the build has put what the demonstration needs.
 *
 * @param distribution an unpacked Keycloak
 * @param providers the directory of our jars
 * @param work where servers keep their working copies
 * @param samples the relying parties that are programs of their own
 */
record DemoPlaces(Path distribution, Path providers, Path work, Path samples) {

    /** As the build says in system properties. */
    static DemoPlaces ofThisBuild() {
        return new DemoPlaces(
                place("holdfast.distribution"),
                place("holdfast.providers"),
                place("holdfast.work"),
                place("holdfast.samples"));
    }

    /** The samples that play along. */
    List<Stage.Sample> cast() {
        return new SampleRuns(samples, work).all();
    }

    /**
     * Starts the server of the demonstration.
     *
     * @param port 0 for a free one
     */
    KeycloakServer start(int port, Consumer<String> progress) {
        ServerOptions options = DemoSetting.server("demo", providers, work).withPort(port);
        return KeycloakServer.start(Distribution.at(distribution), work, options, progress);
    }

    private static Path place(String property) {
        String path = System.getProperty(property, "");
        if (path.isEmpty()) {
            throw new IllegalStateException(
                    "Start this with ./mvnw -Pdemo or ./mvnw -Pdev (" + property + " is not set)");
        }
        return Path.of(path);
    }
}
