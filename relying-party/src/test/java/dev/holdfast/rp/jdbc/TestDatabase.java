package dev.holdfast.rp.jdbc;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A database of its own for each test, with the tables as they are documented. */
final class TestDatabase {

    private TestDatabase() {}

    static DataSource withTables() {
        return withTables(withoutTables());
    }

    static DataSource withTables(DataSource source) {
        try (InputStream schema = Objects.requireNonNull(JdbcReplayStore.class.getResourceAsStream("schema.sql"));
                Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(new String(schema.readAllBytes(), StandardCharsets.UTF_8));
            return source;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    static JdbcDataSource withoutTables() {
        JdbcDataSource source = new JdbcDataSource();
        source.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return source;
    }
}
