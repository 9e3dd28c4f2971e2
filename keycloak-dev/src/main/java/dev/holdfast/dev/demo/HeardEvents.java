package dev.holdfast.dev.demo;

import dev.holdfast.events.EventType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a relying party has heard, in order, for those who wait for it. */
public final class HeardEvents {

    /**
     * One event.
     *
     * @param transaction what several events of one cause have in common
     * @param nanos when it was in force, as {@link System#nanoTime} of this JVM
     */
    public record Heard(EventType type, Optional<String> transaction, long nanos) {}

    private final List<Heard> all = new ArrayList<>();

    synchronized void add(Heard heard) {
        all.add(heard);
        notifyAll();
    }

    /** How many there are, to wait later for those that come after. */
    public synchronized int count() {
        return all.size();
    }

    /**
     * Waits for an event of a type.
     *
     * @param after skips this many events heard before
     * @return empty if it does not come in time
     */
    public synchronized Optional<Heard> await(EventType type, int after, Duration atMost) {
        long end = System.nanoTime() + atMost.toNanos();
        while (true) {
            Optional<Heard> found = all.stream()
                    .skip(after)
                    .filter(heard -> heard.type() == type)
                    .findFirst();
            long left = end - System.nanoTime();
            if (found.isPresent() || left <= 0) {
                return found;
            }
            try {
                wait(Duration.ofNanos(left).toMillis() + 1);
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return Optional.empty();
            }
        }
    }
}
