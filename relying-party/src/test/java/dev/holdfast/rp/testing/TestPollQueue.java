package dev.holdfast.rp.testing;

import com.nimbusds.jose.util.JSONObjectUtils;
import java.text.ParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** The queue of a stream that is polled (RFC 8936): holds a poll open until there is something. */
public final class TestPollQueue {

    private static final long LONGEST_POLL_SECONDS = 30;

    /** The polls that came, in order. */
    public final BlockingQueue<Map<String, Object>> polls = new LinkedBlockingQueue<>();

    private final Map<String, String> waiting = new LinkedHashMap<>();
    private boolean closed;

    /** Adds a token. */
    public synchronized void add(String id, String set) {
        waiting.put(id, set);
        notifyAll();
    }

    /** How many tokens are neither acknowledged nor refused. */
    public synchronized int size() {
        return waiting.size();
    }

    /** The next poll; an error if none comes. */
    public Map<String, Object> next() throws InterruptedException {
        Map<String, Object> poll = polls.poll(LONGEST_POLL_SECONDS, TimeUnit.SECONDS);
        if (poll == null) {
            throw new AssertionError("no poll came");
        }
        return poll;
    }

    /** Answers a poll. */
    synchronized String answer(String body) throws ParseException, InterruptedException {
        Map<String, Object> poll = JSONObjectUtils.parse(body);
        polls.add(poll);
        List<String> acknowledged = JSONObjectUtils.getStringList(poll, "ack");
        waiting.keySet().removeAll(acknowledged);
        waiting.keySet()
                .removeAll(JSONObjectUtils.getJSONObject(poll, "setErrs").keySet());
        int most = JSONObjectUtils.getInt(poll, "maxEvents");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_POLL_SECONDS);
        while (waiting.isEmpty()
                && most > 0
                && !closed
                && !JSONObjectUtils.getBoolean(poll, "returnImmediately")
                && System.nanoTime() < end) {
            wait(TimeUnit.SECONDS.toMillis(1));
        }
        Map<String, String> sets = new LinkedHashMap<>();
        waiting.entrySet().stream().limit(most).forEach(set -> sets.put(set.getKey(), set.getValue()));
        return JSONObjectUtils.toJSONString(Map.of("sets", sets, "moreAvailable", waiting.size() > sets.size()));
    }

    synchronized void close() {
        closed = true;
        notifyAll();
    }
}
