package dev.holdfast.rp.memory;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * Names that are remembered until a time each. Bounded: when full, those that would expire first make room, so that a flood
 * costs the oldest memories and never the process. Safe for use by several threads.
 */
public final class ExpiringSet {

    private record Entry(String name, Instant expiresAt) {}

    private final int capacity;
    private final Clock clock;
    private final Map<String, Instant> names = new HashMap<>();
    private final PriorityQueue<Entry> byExpiry = new PriorityQueue<>(Comparator.comparing(Entry::expiresAt));

    /**
     * An empty set.
     *
     * @param capacity most names to remember, at least 1
     * @param clock tells the time
     * @throws IllegalArgumentException if the capacity is less than 1
     */
    public ExpiringSet(int capacity, Clock clock) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
        this.capacity = capacity;
        this.clock = clock;
    }

    /**
     * Remembers a name if it is not remembered yet, in one step.
     *
     * @param name any string
     * @param expiresAt first moment at which it may be forgotten
     * @return true if the name was new
     */
    public synchronized boolean add(String name, Instant expiresAt) {
        dropExpired();
        if (names.putIfAbsent(name, expiresAt) != null) {
            return false;
        }
        byExpiry.add(new Entry(name, expiresAt));
        while (names.size() > capacity) {
            dropFirst();
        }
        return true;
    }

    /**
     * Forgets a name.
     *
     * @param name any string
     */
    public synchronized void remove(String name) {
        Instant expiresAt = names.remove(name);
        if (expiresAt != null) {
            byExpiry.remove(new Entry(name, expiresAt));
        }
    }

    /**
     * How many names are remembered.
     *
     * @return 0 to the capacity
     */
    public synchronized int size() {
        dropExpired();
        return names.size();
    }

    private void dropExpired() {
        Instant now = clock.instant();
        for (Entry first = byExpiry.peek(); first != null && !first.expiresAt().isAfter(now); first = byExpiry.peek()) {
            dropFirst();
        }
    }

    private void dropFirst() {
        Entry first = byExpiry.remove();
        names.remove(first.name());
    }
}
