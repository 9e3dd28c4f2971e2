package dev.holdfast.dev.server;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The Java that runs the server.
 *
 * @param home its {@code java.home}
 * @param feature 17, 21, 25 …
 */
public record JavaRuntime(Path home, int feature) {

    /** What Keycloak 26 asks for. */
    static final int OLDEST = 17;

    /** Refuses what Keycloak would refuse, in one line instead of a page. */
    public JavaRuntime {
        if (feature < OLDEST) {
            throw new ServerStartException("Keycloak needs a JDK " + OLDEST + " or newer, " + home + " is a JDK "
                    + feature + "; point JAVA_HOME at a newer one.");
        }
    }

    /** The one that runs this program. */
    public static JavaRuntime current() {
        return new JavaRuntime(
                Path.of(System.getProperty("java.home")), Runtime.version().feature());
    }

    /**
     * Another one.
     *
     * @throws ServerStartException if there is none, or it is too old
     */
    public static JavaRuntime at(Path home) {
        Properties release = new Properties();
        try (Reader file = Files.newBufferedReader(home.resolve("release"))) {
            release.load(file);
        } catch (IOException missing) {
            throw new ServerStartException("No JDK in " + home + "; point JAVA_HOME at one.", missing);
        }
        return new JavaRuntime(home, feature(release.getProperty("JAVA_VERSION", "0")));
    }

    /** The executable. */
    public Path executable() {
        return home.resolve("bin").resolve("java");
    }

    static int feature(String quotedVersion) {
        String[] numbers = quotedVersion.replace("\"", "").split("[.+_-]", 3);
        // Before 9 the feature was the second number: 1.8.0.
        boolean old = numbers[0].equals("1") && numbers.length > 1;
        return Integer.parseInt(old ? numbers[1] : numbers[0]);
    }
}
