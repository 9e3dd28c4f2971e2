package dev.holdfast.dev.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server's own home, held by one process at a time. Its libraries are links into the {@link Distribution}; what a
 * build writes, its configuration and its data are its own. A built one is kept and found again by what it was built
 * from. A kind of server that is built from the same as another one takes over what that one has built.
 */
final class WorkingCopy implements AutoCloseable {

    /** How many servers of the same kind may run at once. */
    private static final int MOST = 8;

    private static final String BUILT = "holdfast-built";

    /** Where Keycloak writes what it builds, in {@code lib}. */
    private static final String AUGMENTED = "quarkus";

    private final Path home;
    private final FileChannel channel;

    private WorkingCopy(Path home, FileChannel channel) {
        this.home = home;
        this.channel = channel;
    }

    /** Finds a free copy for these options, or makes one. */
    static WorkingCopy open(Path work, Distribution distribution, ServerOptions options) {
        try {
            Files.createDirectories(work);
            String prefix = options.name() + "_";
            String wanted = prefix + Fingerprint.of(distribution, options);
            removeOutdated(work, prefix, wanted);
            for (int number = 1; number <= MOST; number++) {
                Path home = work.resolve(wanted + "_" + number);
                Optional<FileChannel> lock = lock(home);
                if (lock.isPresent()) {
                    WorkingCopy copy = new WorkingCopy(home, lock.get());
                    copy.prepare(distribution, options);
                    return copy;
                }
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("Could not prepare a server in " + work, failed);
        }
        throw new ServerStartException(
                MOST + " servers of the kind '" + options.name() + "' are running already; stop one of them.");
    }

    Path home() {
        return home;
    }

    boolean isBuilt() {
        return Files.exists(home.resolve(BUILT));
    }

    void markBuilt() {
        try {
            Files.writeString(home.resolve(BUILT), "");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private void prepare(Distribution distribution, ServerOptions options) throws IOException {
        if (!isBuilt()) {
            // Also what an interrupted build left behind.
            FileTree.remove(home);
            Path lib = distribution.home().resolve("lib");
            FileTree.link(lib.resolve("lib"), home.resolve("lib").resolve("lib"));
            FileTree.copy(lib.resolve("app"), home.resolve("lib").resolve("app"));
            FileTree.copy(lib.resolve("quarkus-run.jar"), home.resolve("lib").resolve("quarkus-run.jar"));
            FileTree.copy(distribution.home().resolve("conf"), home.resolve("conf"));
            FileTree.copy(distribution.home().resolve("themes"), home.resolve("themes"));
            Path providers = Files.createDirectories(home.resolve("providers"));
            for (Path jar : options.providers()) {
                Files.copy(jar, providers.resolve(jar.getFileName()));
            }
            if (takeOverABuild()) {
                markBuilt();
            } else {
                FileTree.copy(lib.resolve(AUGMENTED), augmented(home));
            }
        }
        FileTree.remove(home.resolve("data"));
        if (options.realmImport().isPresent()) {
            Path file = options.realmImport().get();
            Path imports = Files.createDirectories(home.resolve("data").resolve("import"));
            Files.copy(file, imports.resolve(file.getFileName()));
        }
    }

    /** Takes what another copy has built from the same, if there is one. */
    private boolean takeOverABuild() throws IOException {
        String own = name(home);
        String fingerprint = own.substring(own.indexOf('_'), own.lastIndexOf('_') + 1);
        for (Path other : homes(home.resolveSibling(""))) {
            if (name(other).contains(fingerprint) && Files.exists(other.resolve(BUILT))) {
                FileTree.copy(augmented(other), augmented(home));
                // Whoever removes a copy removes its mark first: still there, all of it was there.
                if (Files.exists(other.resolve(BUILT))) {
                    return true;
                }
                FileTree.remove(augmented(home));
            }
        }
        return false;
    }

    private static Path augmented(Path home) {
        return home.resolve("lib").resolve(AUGMENTED);
    }

    private static void remove(Path home) throws IOException {
        Files.deleteIfExists(home.resolve(BUILT));
        FileTree.remove(home);
    }

    private static List<Path> homes(Path work) throws IOException {
        try (Stream<Path> homes = Files.list(work)) {
            return homes.filter(Files::isDirectory).toList();
        }
    }

    private static void removeOutdated(Path work, String prefix, String wanted) throws IOException {
        List<Path> outdated = homes(work).stream()
                .filter(home -> name(home).startsWith(prefix) && !name(home).startsWith(wanted))
                .toList();
        for (Path home : outdated) {
            Optional<FileChannel> lock = lock(home);
            if (lock.isPresent()) {
                try {
                    remove(home);
                } finally {
                    lock.get().close();
                }
            }
        }
    }

    private static Optional<FileChannel> lock(Path home) throws IOException {
        Path file = home.resolveSibling(name(home) + ".lock");
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        try {
            FileLock lock = channel.tryLock();
            if (lock != null) {
                return Optional.of(channel);
            }
        } catch (OverlappingFileLockException heldByThisProcess) {
            // The same answer as a lock held by another process.
        }
        channel.close();
        return Optional.empty();
    }

    private static String name(Path path) {
        return String.valueOf(path.getFileName());
    }
}
