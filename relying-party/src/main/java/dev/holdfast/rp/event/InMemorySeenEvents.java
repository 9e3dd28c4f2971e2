package dev.holdfast.rp.event;

import dev.holdfast.rp.memory.ExpiringSet;
import java.time.Clock;
import java.time.Instant;

/** Remembers events in this process. When full, the oldest are forgotten first; acting twice on one does no harm. */
public final class InMemorySeenEvents implements SeenEvents {

    private final ExpiringSet seen;

    /**
     * An empty memory.
     *
     * @param capacity most events to remember, at least 1
     * @param clock tells the time
     */
    public InMemorySeenEvents(int capacity, Clock clock) {
        this.seen = new ExpiringSet(capacity, clock);
    }

    @Override
    public boolean claim(String eventId, Instant forgetAt) {
        return seen.add(eventId, forgetAt);
    }

    @Override
    public void release(String eventId) {
        seen.remove(eventId);
    }
}
