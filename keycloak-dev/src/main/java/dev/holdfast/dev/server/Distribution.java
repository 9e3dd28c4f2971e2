package dev.holdfast.dev.server;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * An unpacked Keycloak, only read from; servers run in their own {@link WorkingCopy}.
 *
 * @param home the directory with {@code bin}, {@code lib} and {@code conf}
 * @param version as its {@code version.txt} says it
 */
public record Distribution(Path home, String version) {

    /** The command that brings one. */
    static final String FETCH = "./mvnw verify -DskipTests -pl keycloak-dev -am";

    /**
     * Looks at a directory.
     *
     * @throws ServerStartException if it holds no Keycloak; the message says which command fetches one
     */
    public static Distribution at(Path home) {
        if (!Files.isRegularFile(home.resolve("lib").resolve("quarkus-run.jar"))) {
            throw new ServerStartException("No Keycloak in " + home + "; fetch it with: " + FETCH);
        }
        return new Distribution(home, version(home));
    }

    private static String version(Path home) {
        try {
            // The file says "Keycloak - Version 26.7.4".
            String line = Files.readString(home.resolve("version.txt")).strip();
            return line.substring(line.lastIndexOf(' ') + 1);
        } catch (IOException unreadable) {
            throw new ServerStartException(
                    "The Keycloak in " + home + " is incomplete; remove it and fetch it again with: " + FETCH,
                    unreadable);
        }
    }
}
