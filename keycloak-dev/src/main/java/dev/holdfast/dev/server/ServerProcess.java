package dev.holdfast.dev.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operating system's side of one server: its process, what it started, and its log. */
public final class ServerProcess {

    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final int TAIL = 40;

    private final Process process;
    private final Path log;

    private ServerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /**
     * Starts it; its log goes on at the end of the file.
     *
     * @param environment what it is told besides the environment of this program
     * @throws ServerStartException if there is no such program
     */
    public static ServerProcess start(List<String> command, Map<String, String> environment, Path home, Path log) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        // What this shell says about some other Keycloak, relying party or Java is not meant for this one.
        builder.environment()
                .keySet()
                .removeIf(name -> name.startsWith("KC_")
                        || name.startsWith("HOLDFAST_")
                        || name.startsWith("SPRING_")
                        || name.equals("JAVA_TOOL_OPTIONS"));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start(), log);
        } catch (IOException failed) {
            throw new ServerStartException("Could not run " + command.get(0), failed);
        }
    }

    /** Whether it runs. */
    public boolean isAlive() {
        return process.isAlive();
    }

    int exitCode() {
        return process.exitValue();
    }

    /** Waits until it ends, at most this long. */
    boolean awaitEnd(Duration atMost) throws InterruptedException {
        return process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Asks it to end, then ends it with all that it started. */
    public void stop() {
        List<ProcessHandle> started = process.descendants().toList();
        process.destroy();
        try {
            awaitEnd(GRACE);
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        started.forEach(ProcessHandle::destroyForcibly);
    }

    /** Ends it at once, without asking and without a chance to write anything; waits until it has gone. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** The last lines it said. */
    public String tail() {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            List<String> all = lines.toList();
            return all.stream().skip(Math.max(0, all.size() - TAIL)).collect(Collectors.joining("\n"));
        } catch (IOException | UncheckedIOException unreadable) {
            return "(its log cannot be read: " + unreadable.getMessage() + ")";
        }
    }
}
