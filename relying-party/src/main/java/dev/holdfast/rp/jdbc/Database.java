package dev.holdfast.rp.jdbc;

import dev.holdfast.rp.memory.StoreUnavailableException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** One statement, one transaction. */
record Database(DataSource source) {

    /** The class of SQLSTATE that stands for a violated constraint (ISO 9075, in PostgreSQL and H2 alike). */
    private static final String CONSTRAINT_VIOLATION = "23";
    /** A statement that takes longer has stopped to be of use to the request that waits for it. */
    private static final int TIMEOUT_SECONDS = 5;

    @FunctionalInterface
    interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** Changes rows; returns how many. */
    int update(String sql, @Nullable Object... values) {
        try (Connection connection = connection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new StoreUnavailableException(e);
        }
    }

    /** Inserts a row; false if one with its key is there already. The database decides, so two nodes cannot both be told true. */
    boolean insertNew(String sql, @Nullable Object... values) {
        try (Connection connection = connection();
                PreparedStatement statement = prepare(connection, sql, values)) {
            return statement.executeUpdate() == 1;
        } catch (SQLException e) {
            if (String.valueOf(e.getSQLState()).startsWith(CONSTRAINT_VIOLATION)) {
                return false;
            }
            throw new StoreUnavailableException(e);
        }
    }

    <T> List<T> query(RowReader<T> reader, String sql, @Nullable Object... values) {
        try (Connection connection = connection();
                PreparedStatement statement = prepare(connection, sql, values);
                ResultSet rows = statement.executeQuery()) {
            List<T> results = new ArrayList<>();
            while (rows.next()) {
                results.add(reader.read(rows));
            }
            return results;
        } catch (SQLException e) {
            throw new StoreUnavailableException(e);
        }
    }

    private Connection connection() throws SQLException {
        Connection connection = source.getConnection();
        connection.setAutoCommit(true);
        return connection;
    }

    private static PreparedStatement prepare(Connection connection, String sql, @Nullable Object... values)
            throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(TIMEOUT_SECONDS);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
