package dev.holdfast.evaluation.decisions;

import dev.holdfast.risk.journal.JournalQuery;
import dev.holdfast.risk.journal.WriteBehindJournal.Row;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** One listener: what it has heard, what waits for it, and whether it still takes anything. */
final class FeedListener implements Flow.Publisher<FeedItem>, Flow.Subscription {

    /** A decision can become visible after one with a higher number: it is written behind, and other nodes have clocks. */
    static final Duration OVERLAP = Duration.ofSeconds(5);

    static final Duration HEARTBEAT = Duration.ofSeconds(15);

    /** Whoever takes nothing for so long is dropped. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int PAGE = 200;

    private final JournalQuery query;
    private final Instant until;
    private final Map<String, Long> seen = new HashMap<>();
    private final Queue<FeedItem> waiting = new ArrayDeque<>();
    private final AtomicInteger draining = new AtomicInteger();

    private Flow.@Nullable Subscriber<? super FeedItem> subscriber;
    private Instant movedAt;

    private Instant spokenAt;

    /** Whether it has asked for more since the last tick. */
    private boolean moved;

    private long position;
    private final long start;
    private long demand;
    private boolean ending;
    private boolean done;

    FeedListener(JournalQuery query, long start, Instant until, Instant now) {
        this.query = query;
        this.start = start;
        this.position = start;
        this.until = until;
        this.movedAt = now;
        this.spokenAt = now;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super FeedItem> taker) {
        synchronized (this) {
            subscriber = taker;
            // So that the head of the answer goes out at once.
            waiting.add(new FeedItem.Heartbeat());
        }
        taker.onSubscribe(this);
    }

    @Override
    public void request(long more) {
        synchronized (this) {
            demand = demand + more < 0 ? Long.MAX_VALUE : demand + more;
            moved |= more > 0;
        }
        drain();
    }

    @Override
    public synchronized void cancel() {
        done = true;
    }

    /** Whether it is still there. */
    synchronized boolean isOpen() {
        return !done;
    }

    /** Gives it what is new, a sign of life or its end. */
    void tick(Instant now, DecisionFeed.Journal journal) {
        noteMove(now);
        if (isStuck(now)) {
            finish();
            return;
        }
        if (!now.isBefore(until)) {
            end("expired");
            return;
        }
        if (wantsMore()) {
            offer(now, journal);
        }
        heartbeat(now);
        noteSpeech(now);
        drain();
    }

    void end(String reason) {
        synchronized (this) {
            if (!ending) {
                ending = true;
                waiting.add(new FeedItem.End(reason));
            }
        }
        drain();
    }

    /** What waits is read later again: the journal is the buffer of a slow listener. */
    private synchronized boolean wantsMore() {
        return !done && !ending && subscriber != null && waiting.isEmpty();
    }

    private void offer(Instant now, DecisionFeed.Journal journal) {
        long from = Math.max(start, position - OVERLAP.toMillis() * 1_000);
        boolean more = true;
        while (more) {
            long begin = from;
            List<Row> page = journal.onward(query, begin, PAGE);
            for (Row row : page) {
                from = Math.max(from, row.number());
                take(row);
            }
            boolean full = page.size() == PAGE;
            if (!full) {
                passOver(now);
            }
            more = full && from > begin && wantsMore();
        }
        long oldest = position - OVERLAP.toMillis() * 1_000;
        seen.values().removeIf(number -> number < oldest);
    }

    /** What matches nothing is not read again at each tick. */
    private synchronized void passOver(Instant now) {
        position = Math.max(position, now.minus(OVERLAP).toEpochMilli() * 1_000);
    }

    private synchronized void take(Row row) {
        if (seen.put(row.entry().observation().id(), row.number()) == null) {
            position = Math.max(position, row.number());
            waiting.add(new FeedItem.Decision(row.number(), row.entry()));
        }
    }

    private synchronized void heartbeat(Instant now) {
        if (waiting.isEmpty() && !spokenAt.plus(HEARTBEAT).isAfter(now)) {
            waiting.add(new FeedItem.Heartbeat());
        }
    }

    private synchronized boolean isStuck(Instant now) {
        return demand == 0 && !movedAt.plus(PATIENCE).isAfter(now);
    }

    /** One that asks for the next only when the last is on the wire has no demand at a tick, and moves all the same. */
    private synchronized void noteMove(Instant now) {
        if (moved) {
            movedAt = now;
            moved = false;
        }
    }

    private synchronized void noteSpeech(Instant now) {
        if (demand > 0 && !waiting.isEmpty()) {
            spokenAt = now;
        }
    }

    /** One thread at a time hands on, outside of any lock. */
    private void drain() {
        if (draining.getAndIncrement() != 0) {
            return;
        }
        int missed = 1;
        do {
            Flow.Subscriber<? super FeedItem> taker = subscriber();
            FeedItem next = next();
            while (taker != null && next != null) {
                give(taker, next);
                next = next();
            }
            missed = draining.addAndGet(-missed);
        } while (missed != 0);
    }

    /** One that fails is told, and has no say in what the others hear. */
    private void give(Flow.Subscriber<? super FeedItem> taker, FeedItem item) {
        try {
            taker.onNext(item);
        } catch (RuntimeException failed) {
            cancel();
            taker.onError(failed);
        }
        if (item instanceof FeedItem.End) {
            finish();
        }
    }

    private synchronized Flow.@Nullable Subscriber<? super FeedItem> subscriber() {
        return subscriber;
    }

    private synchronized @Nullable FeedItem next() {
        if (done || subscriber == null || demand == 0 || waiting.isEmpty()) {
            return null;
        }
        demand--;
        return waiting.remove();
    }

    private void finish() {
        Flow.Subscriber<? super FeedItem> taker;
        synchronized (this) {
            taker = done ? null : subscriber;
            done = true;
        }
        if (taker != null) {
            taker.onComplete();
        }
    }
}
