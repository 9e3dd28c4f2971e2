package dev.holdfast.dev.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * A real Keycloak on this machine, in development mode with an in-memory database, reachable from this machine only.
 * It ends with {@link #close()}, and at the latest with this JVM.
 */
public final class KeycloakServer implements RunningKeycloak {

    private static final Duration PAUSE = Duration.ofMillis(100);
    private static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(5);

    private final WorkingCopy copy;
    private final CommandLine command;
    private final Path log;
    private final Thread guard = new Thread(this::stop, "keycloak-guard");
    private final AtomicBoolean stopped = new AtomicBoolean();
    private volatile ServerProcess process;

    private KeycloakServer(WorkingCopy copy, CommandLine command, Path log) {
        this.copy = copy;
        this.command = command;
        this.log = log;
        this.process = launch();
    }

    /**
     * Starts a server and waits until it is ready.
     *
     * @param work where servers keep their working copies
     * @param progress hears plain lines: building, starting, ready
     * @throws ServerStartException if it does not come up; the message carries the end of its log
     */
    public static KeycloakServer start(
            Distribution distribution, Path work, ServerOptions options, Consumer<String> progress) {
        int port = Ports.claim(options.port());
        WorkingCopy copy = WorkingCopy.open(work.toAbsolutePath(), distribution, options);
        try {
            return start(distribution, copy, options, port, progress);
        } catch (InterruptedException interrupted) {
            copy.close();
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while Keycloak was starting", interrupted);
        } catch (IOException failed) {
            copy.close();
            throw new UncheckedIOException(failed);
        } catch (RuntimeException failed) {
            copy.close();
            throw failed;
        }
    }

    private static KeycloakServer start(
            Distribution distribution, WorkingCopy copy, ServerOptions options, int port, Consumer<String> progress)
            throws InterruptedException, IOException {
        Path log = copy.home().resolve("server.log");
        Files.deleteIfExists(log);
        progress.accept(
                copy.isBuilt()
                        ? "Starting Keycloak " + distribution.version() + " …"
                        : "Building Keycloak " + distribution.version() + " (only the first time) …");
        CommandLine command =
                new CommandLine(copy.home(), options, port, Ports.claim(Ports.ANY), Ports.claim(Ports.ANY));
        KeycloakServer server = new KeycloakServer(copy, command, log);
        Runtime.getRuntime().addShutdownHook(server.guard);
        boolean ready = false;
        try {
            server.awaitReady(options.startTimeout(), progress);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                server.close();
            }
        }
    }

    @Override
    public URI baseUri() {
        return URI.create("http://127.0.0.1:" + command.port());
    }

    @Override
    public URI tlsUri() {
        return URI.create(command.address());
    }

    @Override
    public URI managementUri() {
        return URI.create("http://127.0.0.1:" + command.managementPort());
    }

    @Override
    public Administrator administrator() {
        return Administrator.LOCAL;
    }

    /** Where its log is written. */
    public Path log() {
        return log;
    }

    /** Whether its process lives. */
    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends its process as a crash does (SIGKILL); what it kept outside of its memory is there for {@link #restart}. */
    public void crash() {
        try {
            process.kill();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", interrupted);
        }
    }

    /**
     * Starts it again after a {@link #crash}, at the same addresses and on the same files, and waits until it is ready.
     *
     * @throws ServerStartException if it does not come up
     */
    public void restart(Duration atMost) {
        process = launch();
        try {
            awaitReady(atMost, line -> {});
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new ServerStartException("Interrupted while Keycloak was starting", interrupted);
        }
    }

    @Override
    public void close() {
        if (stop()) {
            try {
                Runtime.getRuntime().removeShutdownHook(guard);
            } catch (IllegalStateException alreadyEnding) {
                // The guard has run, or runs now and finds nothing to do.
            }
        }
    }

    private boolean stop() {
        if (!stopped.compareAndSet(false, true)) {
            return false;
        }
        process.stop();
        copy.close();
        return true;
    }

    private ServerProcess launch() {
        Map<String, String> administrator = Map.of(
                "KC_BOOTSTRAP_ADMIN_USERNAME", Administrator.LOCAL.user(),
                "KC_BOOTSTRAP_ADMIN_PASSWORD", Administrator.LOCAL.password());
        return ServerProcess.start(command.command(copy.isBuilt()), administrator, copy.home(), log);
    }

    private void awaitReady(Duration atMost, Consumer<String> progress) throws InterruptedException {
        long begin = System.nanoTime();
        HttpClient http = HttpClient.newBuilder().connectTimeout(ANSWER_TIMEOUT).build();
        while (!answersReady(http)) {
            if (process.awaitEnd(PAUSE)) {
                if (process.exitCode() != CommandLine.BUILT || copy.isBuilt()) {
                    throw new ServerStartException(
                            "Keycloak ended with exit code " + process.exitCode() + ":\n" + process.tail());
                }
                copy.markBuilt();
                progress.accept("Built in " + seconds(begin) + ", starting …");
                process = launch();
            } else if (System.nanoTime() - begin > atMost.toNanos()) {
                throw new ServerStartException(
                        "Keycloak was not ready after " + seconds(begin) + ":\n" + process.tail());
            }
        }
        progress.accept("Ready in " + seconds(begin) + " at " + baseUri());
    }

    private boolean answersReady(HttpClient http) throws InterruptedException {
        HttpRequest question = HttpRequest.newBuilder(URI.create(managementUri() + "/health/ready"))
                .timeout(ANSWER_TIMEOUT)
                .build();
        try {
            return http.send(question, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String seconds(long begin) {
        return String.format(Locale.ROOT, "%.1f s", (System.nanoTime() - begin) / 1e9);
    }
}
