package dev.holdfast.dev.demo.sample;

import dev.holdfast.dev.demo.Stage;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Where samples are started from.
 *
 * @param samples the directory with their jars and configuration files
 * @param work where they may write
 */
public record SampleRuns(Path samples, Path work) {

    /** One for each sample. */
    public List<Stage.Sample> all() {
        return List.of(
                (issuer, host) -> SpringSample.start(this, issuer, host),
                (issuer, host) -> NginxSample.start(this, issuer, host));
    }

    /** The command for one of the runnable jars. */
    List<String> java(String jar, String... arguments) {
        String executable =
                Path.of(System.getProperty("java.home"), "bin", "java").toString();
        List<String> options = List.of(
                // Two of them run beside Keycloak, on a machine that may be small.
                executable,
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx192m",
                "-jar",
                file(jar).toString());
        return Stream.concat(options.stream(), Arrays.stream(arguments)).toList();
    }

    Path file(String name) {
        return samples.toAbsolutePath().resolve(name);
    }

    /** A directory of its own for each run, so that two builds of one machine do not meet. */
    Path home(String name) {
        return work.toAbsolutePath()
                .resolve(name + "-" + ProcessHandle.current().pid());
    }

    /** An {@code Authorization} header that only the two who agree on it know. */
    static String newAuthorization() {
        return "Bearer " + UUID.randomUUID();
    }
}
