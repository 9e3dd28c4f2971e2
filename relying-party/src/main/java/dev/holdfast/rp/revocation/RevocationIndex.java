package dev.holdfast.rp.revocation;

import dev.holdfast.events.EventType;
import dev.holdfast.rp.event.VerifiedEvent;
import dev.holdfast.rp.revocation.Recording.Ignored;
import dev.holdfast.rp.revocation.Recording.Recorded;
import dev.holdfast.rp.token.VerifiedToken;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * The sessions, tokens, keys, users and clients that are no longer trusted. A look-up costs one hash access for each member
 * of the token, whatever the size. Events that come before the first request of a session count, too. Safe for use by several threads; look-ups never
 * wait.
 *
 * <p>A subject that names a session or a token is final. Any other concerns tokens issued up to the time of the event and
 * lets newer ones in: the user who signs in again is not locked out. Tokens carry whole seconds, so one issued in the second
 * of the event is refused.
 */
public final class RevocationIndex {

    /** Twice the largest clock skew that a verifier may allow: once at each end of a token's life. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    /** A walk over a million entries takes some ten milliseconds; nobody waits for what has expired to be gone. */
    private static final long SWEEP_MILLIS = 60_000;

    private final Duration maxTokenLifetime;
    private final int capacity;
    private final SubjectReader reader;
    private final Clock clock;
    private final Map<String, IssuerEntries> issuers = new ConcurrentHashMap<>();
    private final List<RevocationListener> listeners = new CopyOnWriteArrayList<>();
    private int size;
    private long sweptAtMillis;

    private RevocationIndex(Duration maxTokenLifetime, int capacity, boolean unevaluatedAllowed, Clock clock) {
        if (maxTokenLifetime.isNegative() || maxTokenLifetime.isZero() || capacity < 1) {
            throw new IllegalArgumentException("lifetime and capacity must be more than zero");
        }
        this.maxTokenLifetime = maxTokenLifetime;
        this.capacity = capacity;
        this.reader = new SubjectReader(unevaluatedAllowed);
        this.clock = clock;
        this.sweptAtMillis = clock.millis();
    }

    /**
     * An empty index.
     *
     * @param maxTokenLifetime the longest time from {@code iat} to {@code exp} of any token that is accepted; entries are
     *     kept that long and two minutes more
     * @param capacity most entries to keep, at least 1; an entry takes about 200 bytes
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
        Recording recording = read(event);
        if (recording instanceof Recorded recorded) {
            put(recorded.revocation());
        }
        return recording;
    }

    /**
     * What {@link #record} would make of an event; nothing is in force yet.
     *
     * @param event an event
     * @return what would become of it
     */
    public Recording read(VerifiedEvent event) {
        if (!event.type().equals(Optional.of(EventType.SESSION_REVOKED))) {
            return new Ignored(Recording.Reason.OTHER_EVENT);
        }
        try {
            RevokedSubject subject = reader.read(event.subject(), event.issuer());
            if (subject.isEmpty()) {
                return new Ignored(Recording.Reason.NOT_EVALUABLE);
            }
            Instant expiresAt = clock.instant().plus(maxTokenLifetime).plus(SKEW);
            return new Recorded(new Revocation(subject, event.eventTime(), expiresAt, event.transactionId()));
        } catch (SubjectReader.Unreadable e) {
            return new Ignored(e.reason());
        }
    }

    /**
     * Puts a revocation in force, such as one that another node has recorded. Listeners are told of it unless it says
     * nothing new. One that has expired is passed over.
     *
     * @param revocation a revocation
     * @throws IndexFullException if there is no room
     */
    public void put(Revocation revocation) {
        if (file(revocation)) {
            listeners.forEach(listener -> listener.revoked(revocation));
        }
    }

    /**
     * Whether a token is no longer trusted.
     *
     * @param token a verified token
     * @return when the event happened that says so, to the millisecond; empty if there is none
     */
    public Optional<Instant> find(VerifiedToken token) {
        @Nullable IssuerEntries entries = issuers.get(token.issuer());
        if (entries == null) {
            return Optional.empty();
        }
        OptionalLong found = entries.find(token, clock.millis());
        return found.isPresent() ? Optional.of(Instant.ofEpochMilli(found.getAsLong())) : Optional.empty();
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
        sweep(clock.millis());
        return size;
    }

    private synchronized boolean file(Revocation revocation) {
        long now = clock.millis();
        if (now - sweptAtMillis >= SWEEP_MILLIS || size >= capacity) {
            sweep(now);
        }
        Member member = Entry.filedUnder(revocation.subject());
        String name = member.of(revocation.subject()).orElseThrow();
        Entry added = Entry.of(revocation, member);
        IssuerEntries entries = issuers.computeIfAbsent(revocation.subject().issuer(), issuer -> new IssuerEntries());
        @Nullable Entry known = entries.find(member, name, added);
        if (added.expiresAtMillis <= now || (known != null && known.isAsStrongAs(added))) {
            return false;
        }
        if (known == null) {
            if (size >= capacity) {
                throw new IndexFullException(capacity);
            }
            size++;
        }
        entries.put(member, name, added);
        return known == null || known.eventMillis < added.eventMillis;
    }

    private void sweep(long now) {
        sweptAtMillis = now;
        for (IssuerEntries entries : issuers.values()) {
            size -= entries.drop(now);
        }
    }
}
