package dev.holdfast.dev.demo.sample;

import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.server.ServerProcess;
import dev.holdfast.dev.server.ServerStartException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** A program that runs until it is closed, or until this program ends. */
final class SampleProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final String name;
    private final ServerProcess process;
    private final Thread guard;

    private SampleProcess(String name, ServerProcess process) {
        this.name = name;
        this.process = process;
        this.guard = new Thread(process::stop, "stop-" + name);
        Runtime.getRuntime().addShutdownHook(guard);
    }

    /** Starts it; its log is {@code NAME.log} in its home, and begins anew. */
    static SampleProcess start(String name, List<String> command, Map<String, String> environment, Path home) {
        Path log = home.resolve(name + ".log");
        try {
            Files.createDirectories(home);
            Files.deleteIfExists(log);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return new SampleProcess(name, ServerProcess.start(command, environment, home, log));
    }

    /** Waits until anything at all is answered at an address: without a token that is a refusal. */
    void awaitAnswer(URI address) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!answers(address)) {
            if (!process.isAlive()) {
                throw new ServerStartException(name + " ended before it answered:\n" + process.tail());
            }
            if (System.nanoTime() > end) {
                throw new ServerStartException(
                        name + " did not answer within " + PATIENCE.toSeconds() + " s:\n" + process.tail());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @Override
    public void close() {
        process.stop();
        try {
            Runtime.getRuntime().removeShutdownHook(guard);
        } catch (IllegalStateException alreadyEnding) {
            // The guard has run, or runs now and finds nothing to do.
        }
    }

    private static boolean answers(URI address) {
        try {
            return Http.send(Http.to(address).build()).status() > 0;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }
}
