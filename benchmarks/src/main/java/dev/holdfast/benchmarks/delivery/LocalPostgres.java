package dev.holdfast.benchmarks.delivery;

import dev.holdfast.dev.server.ServerStartException;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A PostgreSQL of its own, in a directory of its own, from the programs that are installed on this machine. */
final class LocalPostgres implements AutoCloseable {

    private final Path programs;
    private final Path data;
    private final int port;

    private LocalPostgres(Path programs, Path data, int port) {
        this.programs = programs;
        this.data = data;
        this.port = port;
    }

    static LocalPostgres start() throws IOException {
        Path data = Files.createTempDirectory("holdfast-postgres");
        LocalPostgres postgres = new LocalPostgres(programs(), data.resolve("data"), freePort());
        if (isRoot()) {
            run(List.of("chown", "postgres", data.toString()));
        }
        postgres.run("initdb", "-D", postgres.data.toString(), "-U", "keycloak", "-A", "trust", "-E", "UTF8");
        postgres.run(
                "pg_ctl",
                "-D",
                postgres.data.toString(),
                "-l",
                data.resolve("log").toString(),
                "-w",
                "-o",
                "-c listen_addresses=127.0.0.1 -c port=" + postgres.port + " -c max_connections=200"
                        + " -c unix_socket_directories=" + data,
                "start");
        return postgres;
    }

    String jdbcUrl() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres";
    }

    @Override
    public void close() throws IOException {
        run("pg_ctl", "-D", data.toString(), "-m", "immediate", "-w", "stop");
    }

    private void run(String program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        if (isRoot()) {
            // It refuses to run as root.
            command.addAll(List.of("runuser", "-u", "postgres", "--"));
        }
        command.add(programs.resolve(program).toString());
        command.addAll(List.of(arguments));
        run(command);
    }

    private static void run(List<String> command) throws IOException {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (process.onExit().join().exitValue() != 0) {
            throw new ServerStartException("Failed: " + String.join(" ", command));
        }
    }

    private static Path programs() throws IOException {
        Path debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            throw new ServerStartException("No PostgreSQL in " + debian + "; say --jdbc-url");
        }
        try (Stream<Path> versions = Files.list(debian)) {
            return versions.max(Comparator.naturalOrder()).orElseThrow().resolve("bin");
        }
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
