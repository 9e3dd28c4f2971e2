package dev.holdfast.rp.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.concurrent.atomic.AtomicReference;
import javax.sql.DataSource;

/**
 * A table of names and when to forget them. Kept are hashes: a name holds what a stranger sent, of any length and character.
 */
final class RememberedNames {

    /** Often enough that the table stays small, rarely enough that nobody notices. */
    private static final Duration PURGE_INTERVAL = Duration.ofMinutes(1);

    private final Database database;
    private final String table;
    private final String column;
    private final Clock clock;
    private final AtomicReference<Instant> purgeAt;

    RememberedNames(DataSource source, String table, String column, Clock clock) {
        this.database = new Database(source);
        this.table = table;
        this.column = column;
        this.clock = clock;
        this.purgeAt = new AtomicReference<>(clock.instant().plus(PURGE_INTERVAL));
    }

    boolean add(String name, Instant expiresAt) {
        purgeNowAndThen();
        return database.insertNew(
                "INSERT INTO " + table + " (" + column + ", expires_at) VALUES (?, ?)",
                hash(name),
                expiresAt.toEpochMilli());
    }

    void remove(String name) {
        database.update("DELETE FROM " + table + " WHERE " + column + " = ?", hash(name));
    }

    int purge() {
        return database.update("DELETE FROM " + table + " WHERE expires_at <= ?", clock.millis());
    }

    private void purgeNowAndThen() {
        Instant due = purgeAt.get();
        Instant now = clock.instant();
        if (!now.isBefore(due) && purgeAt.compareAndSet(due, now.plus(PURGE_INTERVAL))) {
            purge();
        }
    }

    private static String hash(String name) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is missing", e);
        }
    }
}
