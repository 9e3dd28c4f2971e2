package dev.holdfast.evaluation.signal;

import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * So many in a minute for each name, counted from the first, on this node. The names longest unused are forgotten first. Safe
 * for several threads.
 */
public final class SignalRates {

    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final int names;
    private final Map<String, Window> windows = new LinkedHashMap<>(16, 0.75f, true);

    private record Window(Instant begin, int count) {}

    /**
     * Nothing counted yet.
     *
     * @param names how many names are remembered
     */
    public SignalRates(int names) {
        this.names = names;
    }

    /**
     * Counts one more.
     *
     * @param name the name
     * @param most how many may come in a minute
     * @param now the time
     * @return whether it is within the limit
     */
    public synchronized boolean allows(String name, int most, Instant now) {
        Window window = windows.get(name);
        Window counted = window == null || !now.isBefore(window.begin().plus(WINDOW))
                ? new Window(now, 1)
                : new Window(window.begin(), Math.min(window.count() + 1, most + 1));
        windows.put(name, counted);
        if (windows.size() > names) {
            Iterator<String> oldest = windows.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
        return counted.count() <= most;
    }
}
