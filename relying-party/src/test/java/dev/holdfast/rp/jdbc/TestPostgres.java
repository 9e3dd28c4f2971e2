package dev.holdfast.rp.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;

/** A real PostgreSQL, started once for all tests of this JVM; a database of its own for each that asks. */
final class TestPostgres {

    private static final Object LOCK = new Object();
    private static Optional<EmbeddedPostgres> server = Optional.empty();
    private static Optional<String> whyNot = Optional.empty();

    private TestPostgres() {}

    /** A database with the tables as they are documented; empty where there is no PostgreSQL. */
    static Optional<DataSource> withTables() {
        return running().map(TestPostgres::database);
    }

    /** Why there is none; empty if there is one. */
    static Optional<String> missing() {
        return running().isPresent() ? Optional.empty() : whyNot;
    }

    private static Optional<EmbeddedPostgres> running() {
        synchronized (LOCK) {
            if (server.isEmpty() && whyNot.isEmpty()) {
                try {
                    EmbeddedPostgres started = EmbeddedPostgres.start();
                    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(started), "stop-postgres"));
                    server = Optional.of(started);
                } catch (IOException | RuntimeException e) {
                    whyNot = Optional.of(String.valueOf(e.getMessage()));
                }
            }
            return server;
        }
    }

    private static void stop(EmbeddedPostgres started) {
        try {
            started.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static DataSource database(EmbeddedPostgres postgres) {
        String name = "t" + UUID.randomUUID().toString().replace("-", "");
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE " + name);
            return TestDatabase.withTables(postgres.getDatabase("postgres", name));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
