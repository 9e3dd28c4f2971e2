package dev.holdfast.dev.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** What the build tells the tests, with the places where a build from the command line puts things as defaults. */
final class TestSettings {

    private static final Path TARGET = Path.of("target").toAbsolutePath();

    private TestSettings() {}

    static Path distribution() {
        return path("holdfast.distribution", TARGET.resolve("keycloak-" + version()));
    }

    static Path providers() {
        return path("holdfast.providers", TARGET.resolve("providers"));
    }

    static Path work() {
        return path("holdfast.work", TARGET.resolve("servers"));
    }

    static Path samples() {
        return path("holdfast.samples", TARGET.resolve("samples"));
    }

    static boolean inContainer() {
        return System.getProperty("keycloak.server", "distribution").equals("container");
    }

    static String version() {
        return System.getProperty("keycloak.version", "26.7.4");
    }

    /** The option that makes a server count which of our lines it ran, if the build prepared for it. */
    static Optional<String> coverage() {
        Path agent = path("holdfast.agent", TARGET.resolve("agent").resolve("org.jacoco.agent-runtime.jar"));
        Path result = path("holdfast.coverage", TARGET.resolve("jacoco-server.exec"));
        return Files.exists(agent)
                ? Optional.of("-javaagent:" + agent + "=destfile=" + result + ",append=true,includes=dev.holdfast.*")
                : Optional.empty();
    }

    private static Path path(String property, Path otherwise) {
        return Path.of(System.getProperty(property, otherwise.toString()));
    }
}
