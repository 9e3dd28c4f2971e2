package dev.holdfast.rp.jdbc;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.rp.revocation.Revocation;
import dev.holdfast.rp.revocation.RevocationStore;
import dev.holdfast.rp.revocation.RevokedSubject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** Revocations in table {@code holdfast_revocation}, shared by all nodes. */
public final class JdbcRevocationStore implements RevocationStore {

    private static final String COLUMNS =
            "issuer, session_id, token_id, key_uri, user_id, client_id, event_time," + " transaction_id, expires_at";

    private final Database database;

    /**
     * A store.
     *
     * @param source gives connections to the database; a pool
     */
    public JdbcRevocationStore(DataSource source) {
        this.database = new Database(source);
    }

    @Override
    public void add(Revocation revocation) {
        RevokedSubject subject = revocation.subject();
        database.update(
                "INSERT INTO holdfast_revocation (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                subject.issuer(),
                subject.session().orElse(null),
                subject.tokenId().orElse(null),
                subject.key().map(KeyThumbprint::toUri).orElse(null),
                subject.user().orElse(null),
                subject.client().orElse(null),
                revocation.eventTime().toEpochMilli(),
                revocation.transactionId().orElse(null),
                revocation.expiresAt().toEpochMilli());
    }

    @Override
    public List<Stored> after(long position, Instant now, int most) {
        return database.query(
                JdbcRevocationStore::read,
                "SELECT position, " + COLUMNS + " FROM holdfast_revocation WHERE position > ? AND expires_at > ?"
                        + " ORDER BY position FETCH FIRST " + most + " ROWS ONLY",
                position,
                now.toEpochMilli());
    }

    @Override
    public int purge(Instant now) {
        return database.update("DELETE FROM holdfast_revocation WHERE expires_at <= ?", now.toEpochMilli());
    }

    private static Stored read(ResultSet row) throws SQLException {
        RevokedSubject subject = new RevokedSubject(
                row.getString("issuer"),
                Optional.ofNullable(row.getString("session_id")),
                Optional.ofNullable(row.getString("token_id")),
                Optional.ofNullable(row.getString("key_uri")).flatMap(KeyThumbprint::fromUri),
                Optional.ofNullable(row.getString("user_id")),
                Optional.ofNullable(row.getString("client_id")));
        Revocation revocation = new Revocation(
                subject,
                Instant.ofEpochMilli(row.getLong("event_time")),
                Instant.ofEpochMilli(row.getLong("expires_at")),
                Optional.ofNullable(row.getString("transaction_id")));
        return new Stored(row.getLong("position"), revocation);
    }
}
