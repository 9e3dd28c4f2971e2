package dev.holdfast.rp.revocation;

import java.time.Instant;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/** Keeps revocations in this process, for tests and for several indexes in one program. */
public final class InMemoryRevocationStore implements RevocationStore {

    private final NavigableMap<Long, Revocation> revocations = new TreeMap<>();
    private long last;

    @Override
    public synchronized void add(Revocation revocation) {
        revocations.put(++last, revocation);
    }

    @Override
    public synchronized List<Stored> after(long position, Instant now, int most) {
        return revocations.tailMap(position, false).entrySet().stream()
                .filter(entry -> entry.getValue().expiresAt().isAfter(now))
                .limit(most)
                .map(entry -> new Stored(entry.getKey(), entry.getValue()))
                .toList();
    }

    @Override
    public synchronized int purge(Instant now) {
        int before = revocations.size();
        revocations.values().removeIf(revocation -> !revocation.expiresAt().isAfter(now));
        return before - revocations.size();
    }
}
