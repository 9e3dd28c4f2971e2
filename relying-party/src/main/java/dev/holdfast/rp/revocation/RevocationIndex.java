package dev.holdfast.rp.revocation;

import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.Facets.Handle;
import dev.holdfast.rp.revocation.Recording.Ignored;
import dev.holdfast.rp.revocation.Recording.Recorded;
import dev.holdfast.rp.token.VerifiedToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The sessions, tokens, keys, users and clients that are no longer trusted. A look-up costs five hash accesses whatever the
 * size. Events that come before the first request of a session count, too. Safe for use by several threads; look-ups never
 * wait.
 *
 * <p>A subject that names a session or a token is final. Any other concerns tokens issued up to the time of the event and
 * lets newer ones in: the user who signs in again is not locked out. Tokens carry whole seconds, so one issued in the second
 * of the event is refused.
 */
public final class RevocationIndex {

    /** Twice the largest clock skew that a verifier may allow: once at each end of a token's life. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private record Expiry(Instant at, Handle handle) {}

    private final Duration maxTokenLifetime;
    private final int capacity;
    private final SubjectReader reader;
    private final Clock clock;
    private final Map<Handle, Map<Facets, Revocation>> entries = new ConcurrentHashMap<>();
    private final PriorityQueue<Expiry> expiries = new PriorityQueue<>(Comparator.comparing(Expiry::at));
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();

    private RevocationIndex(Duration maxTokenLifetime, int capacity, boolean unevaluatedAllowed, Clock clock) {
        if (maxTokenLifetime.isNegative() || maxTokenLifetime.isZero() || capacity < 1) {
            throw new IllegalArgumentException("lifetime and capacity must be more than zero");
        }
        this.maxTokenLifetime = maxTokenLifetime;
        this.capacity = capacity;
        this.reader = new SubjectReader(unevaluatedAllowed);
        this.clock = clock;
    }

    /**
     * An empty index.
     *
     * @param maxTokenLifetime the longest time from {@code iat} to {@code exp} of any token that is accepted; entries are
     *     kept that long and two minutes more
     * @param capacity most entries to keep, at least 1; an entry takes about one kilobyte
     * @param clock tells the time
     * @return the index
     * @throws IllegalArgumentException if lifetime or capacity is not more than zero
     */
    public static RevocationIndex of(Duration maxTokenLifetime, int capacity, Clock clock) {
        return new RevocationIndex(maxTokenLifetime, capacity, false, clock);
    }

    /**
     * Like this one, still empty, but takes members of a subject that no token can be checked for (a tenant, a user named by
     * e-mail) for <em>any</em>. Revokes more than the transmitter said: for a relying party with one tenant. A subject with
     * nothing but such members stays ignored.
     *
     * @return a new index
     */
    public RevocationIndex allowUnevaluatedMembers() {
        return new RevocationIndex(maxTokenLifetime, capacity, true, clock);
    }

    /**
     * Adds a listener, called after each entry is in force.
     *
     * @param listener the listener
     */
    public void addListener(RevocationListener listener) {
        listeners.add(listener);
    }

    /**
     * Takes in an event. Doing so twice changes nothing. The transmitter may speak of its own subjects only: a session id or
     * client id is one of the issuer who signed the event.
     *
     * @param event an event
     * @return what became of it
     * @throws IndexFullException if there is no room
     */
    public Recording record(VerifiedEvent event) {
        if (!event.type().equals(Optional.of(EventType.SESSION_REVOKED))) {
            return new Ignored(Recording.Reason.OTHER_EVENT);
        }
        try {
            Facets facets = reader.read(event.subject(), event.issuer());
            Optional<Handle> handle = facets.handle();
            if (handle.isEmpty()) {
                return new Ignored(Recording.Reason.NOT_EVALUABLE);
            }
            Revocation revocation =
                    new Revocation(event, clock.instant().plus(maxTokenLifetime).plus(SKEW));
            file(handle.get(), facets, revocation);
            listeners.forEach(listener -> listener.revoked(revocation));
            return new Recorded(revocation);
        } catch (SubjectReader.Unreadable e) {
            return new Ignored(e.reason());
        }
    }

    /**
     * Whether a token is no longer trusted.
     *
     * @param token a verified token
     * @return a revocation that concerns it; empty if there is none
     */
    public Optional<Revocation> find(VerifiedToken token) {
        Instant now = clock.instant();
        return Facets.handles(token)
                .flatMap(handle -> entries.getOrDefault(handle, Map.of()).entrySet().stream())
                .filter(entry -> entry.getValue().expiresAt().isAfter(now))
                .filter(entry -> entry.getKey().matches(token))
                .filter(entry -> entry.getKey().isFinal() || isCutOff(token, entry.getValue()))
                .map(Map.Entry::getValue)
                .findFirst();
    }

    /**
     * How long entries are made to last.
     *
     * @return the lifetime given at the start
     */
    public Duration maxTokenLifetime() {
        return maxTokenLifetime;
    }

    /**
     * How many entries are kept, for a gauge.
     *
     * @return 0 to the capacity
     */
    public synchronized int size() {
        dropExpired();
        return entries.values().stream().mapToInt(Map::size).sum();
    }

    private static boolean isCutOff(VerifiedToken token, Revocation revocation) {
        return !token.issuedAt().isAfter(revocation.event().eventTime());
    }

    private synchronized void file(Handle handle, Facets facets, Revocation revocation) {
        dropExpired();
        if (expiries.size() >= capacity) {
            throw new IndexFullException(capacity);
        }
        entries.merge(handle, Map.of(facets, revocation), (old, added) -> {
            Map<Facets, Revocation> both = new HashMap<>(old);
            both.merge(facets, revocation, RevocationIndex::later);
            return Map.copyOf(both);
        });
        expiries.add(new Expiry(revocation.expiresAt(), handle));
    }

    /** Events may overtake each other; the one that cuts off more stays in force, and at least as long. */
    private static Revocation later(Revocation old, Revocation added) {
        Revocation further = old.event().eventTime().isAfter(added.event().eventTime()) ? old : added;
        return new Revocation(further.event(), added.expiresAt());
    }

    private void dropExpired() {
        Instant now = clock.instant();
        for (Expiry first = expiries.peek(); first != null && !first.at().isAfter(now); first = expiries.peek()) {
            expiries.remove();
            entries.computeIfPresent(first.handle(), (handle, filed) -> {
                Map<Facets, Revocation> rest = new HashMap<>(filed);
                rest.values().removeIf(revocation -> !revocation.expiresAt().isAfter(now));
                return rest.isEmpty() ? null : Map.copyOf(rest);
            });
        }
    }
}
