package dev.holdfast.rp.jdbc;

import dev.holdfast.rp.event.SeenEvents;
import java.time.Clock;
import java.time.Instant;
import javax.sql.DataSource;

/**
 * Events that were taken in, in table {@code holdfast_seen_event}, shared by all nodes. Expired ones are deleted once a
 * minute along the way.
 */
public final class JdbcSeenEvents implements SeenEvents {

    private final RememberedNames seen;

    /**
     * A store.
     *
     * @param source gives connections to the database; a pool
     * @param clock tells what has expired
     */
    public JdbcSeenEvents(DataSource source, Clock clock) {
        this.seen = new RememberedNames(source, "holdfast_seen_event", "event_hash", clock);
    }

    @Override
    public boolean claim(String eventId, Instant forgetAt) {
        return seen.add(eventId, forgetAt);
    }

    @Override
    public void release(String eventId) {
        seen.remove(eventId);
    }

    /**
     * Deletes what has expired, at once.
     *
     * @return how many events that were
     * @throws dev.holdfast.rp.memory.StoreUnavailableException if the database cannot be reached
     */
    public int purge() {
        return seen.purge();
    }
}
