package dev.holdfast.risk.live;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.Lesson;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What this node knows of the live sessions of one identity; bounded, lost with the node, and good enough for that: each part
 * only makes evidence milder or asks once more. Not for several threads at once.
 */
final class LiveIdentity {

    private static final int SESSIONS = 64;
    private static final int MOVES = 32;
    private static final int KEYS = 16;

    /** A session that taught a move is independent again after two others did. */
    private static final int TEACHERS = 2;

    private static final int QUARANTINED = 64;

    /** Who asked within this time is live. */
    private static final Duration LIVE = Duration.ofHours(2);

    /** Sessions that move within this time move together; what they moved to stays adopted as long. */
    private static final Duration TOGETHER = Duration.ofHours(24);

    /** Two proofs of one key overlap within this time. */
    private static final Duration OVERLAP = Duration.ofMinutes(2);

    /** A passed challenge clears the request that answers it, and its retries. */
    private static final Duration PASSED = Duration.ofMinutes(2);

    /** A lesson of a session that is not heard of again is learned after this time, unless something came up. */
    private static final Duration QUARANTINE = Duration.ofHours(1);

    private record Move(String session, String target, Instant at) {}

    private record KeyUse(KeyThumbprint key, NetworkOrigin from, Instant at) {}

    private final LinkedHashMap<String, Instant> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Move> moves = new ArrayDeque<>();
    private final Map<String, Instant> adopted = new LinkedHashMap<>();
    private final Deque<KeyUse> keys = new ArrayDeque<>();
    /** The newest lesson of each session: the ones before it are released or discarded by then. */
    private final LinkedHashMap<String, Lesson> quarantine = new LinkedHashMap<>();

    private final Map<String, Instant> failed = new LinkedHashMap<>();
    private final Map<String, Instant> passed = new LinkedHashMap<>();
    /** Steps for which a session was restricted: its way of life if other sessions do the same and each goes on clean. */
    private final LinkedHashMap<String, Lesson> held = new LinkedHashMap<>();

    private final int[] perMinute = new int[60];
    private final Deque<String> teachers = new ArrayDeque<>();
    private final Deque<String> stepTeachers = new ArrayDeque<>();
    private long newestMinute;
    private int lastHour;

    void see(String session, Observation observation) {
        Instant now = observation.at();
        sessions.put(session, now);
        trim(sessions, SESSIONS);
        Iterator<Instant> oldest = sessions.values().iterator();
        while (oldest.hasNext() && !isWithin(LIVE, oldest.next(), now)) {
            oldest.remove();
        }
        count(observation.at().getEpochSecond() / 60);
    }

    int lastHour() {
        return lastHour;
    }

    /** How many sessions asked lately, the one that was just seen among them. */
    int liveSessions() {
        return sessions.size();
    }

    private static boolean isWithin(Duration time, Instant earlier, Instant now) {
        return now.toEpochMilli() - earlier.toEpochMilli() < time.toMillis();
    }

    /** The owner, in words, from which the key was just used, if that is another one; and remembers this use. */
    Optional<String> overlap(Observation observation) {
        if (observation.key().isEmpty()) {
            return Optional.empty();
        }
        KeyThumbprint key = observation.key().get();
        String owner = observation.network().owner();
        NetworkOrigin elsewhere = null;
        Iterator<KeyUse> uses = keys.iterator();
        while (uses.hasNext()) {
            KeyUse use = uses.next();
            if (!use.key().value().equals(key.value())) {
                continue;
            }
            if (use.from().owner().equals(owner)) {
                uses.remove();
            } else if (isWithin(OVERLAP, use.at(), observation.at())) {
                elsewhere = use.from();
            }
        }
        keys.addLast(new KeyUse(key, observation.network(), observation.at()));
        if (keys.size() > KEYS) {
            keys.removeFirst();
        }
        return elsewhere == null ? Optional.empty() : Optional.of(elsewhere.inWords());
    }

    /** Whether the fleet moves to a target, this session among it. */
    boolean movesTogether(String session, String target, Instant at, int leastSessions, double leastPercent) {
        Instant since = adopted.get(target);
        if (since != null && since.plus(TOGETHER).isAfter(at)) {
            return true;
        }
        moves.removeIf(move -> move.session().equals(session) && move.target().equals(target));
        moves.addLast(new Move(session, target, at));
        if (moves.size() > MOVES) {
            moves.removeFirst();
        }
        Set<String> together = new HashSet<>();
        for (Move move : moves) {
            if (move.target().equals(target) && move.at().plus(TOGETHER).isAfter(at)) {
                together.add(move.session());
            }
        }
        boolean fleet = together.size() >= leastSessions
                || (together.size() >= 2 && together.size() * 100 >= leastPercent * liveSessions());
        if (fleet) {
            adopted.put(target, at);
            trim(adopted, SESSIONS);
        }
        return fleet;
    }

    void quarantine(String session, Lesson lesson) {
        quarantine.put(session, lesson);
        if (quarantine.size() > QUARANTINED) {
            Iterator<Lesson> oldest = quarantine.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /** The lessons that may be learned now: those that waited long enough, and that of a session that is clean again. */
    List<Lesson> release(String session, Instant now) {
        List<Lesson> released = List.of();
        Iterator<Map.Entry<String, Lesson>> waiting = quarantine.entrySet().iterator();
        while (waiting.hasNext()) {
            Map.Entry<String, Lesson> next = waiting.next();
            if (!next.getValue().at().plus(QUARANTINE).isBefore(now)) {
                break;
            }
            released = released.isEmpty() ? new ArrayList<>() : released;
            released.add(independent(next.getKey(), next.getValue()));
            waiting.remove();
        }
        Lesson own = quarantine.remove(session);
        if (own != null) {
            Lesson learned = independent(session, own);
            if (released.isEmpty()) {
                return List.of(learned);
            }
            released.add(learned);
        }
        return released;
    }

    private Lesson independent(String session, Lesson lesson) {
        if (!lesson.isMove() || teachers.contains(session)) {
            return lesson;
        }
        teachers.addLast(session);
        if (teachers.size() > TEACHERS) {
            teachers.removeFirst();
        }
        return lesson.independently();
    }

    /** What was waiting of a session that is not clean is never learned. */
    void discard(String session) {
        quarantine.remove(session);
        held.remove(session);
    }

    void hold(String session, Lesson step) {
        held.put(session, step);
        if (held.size() > QUARANTINED) {
            Iterator<Lesson> oldest = held.values().iterator();
            oldest.next();
            oldest.remove();
        }
    }

    /**
     * The step of a session that went on clean, if this session taught none of the newest ones: one stolen session teaches
     * nothing of what it is restricted for.
     */
    Optional<Lesson> heldStep(String session) {
        Lesson step = held.remove(session);
        if (step == null || stepTeachers.contains(session)) {
            return Optional.empty();
        }
        stepTeachers.addLast(session);
        if (stepTeachers.size() > TEACHERS) {
            stepTeachers.removeFirst();
        }
        return Optional.of(step);
    }

    /** Whether no place has been challenged: then nobody needs to name it. */
    boolean isUnchallenged() {
        return failed.isEmpty() && passed.isEmpty();
    }

    void rebound(String place, boolean hasPassed, Instant at) {
        Map<String, Instant> now = hasPassed ? passed : failed;
        (hasPassed ? failed : passed).remove(place);
        now.put(place, at);
        trim(now, KEYS);
    }

    boolean hasFailed(String place, Instant now) {
        Instant at = failed.get(place);
        return at != null && isWithin(TOGETHER, at, now);
    }

    boolean hasPassed(String place, Instant now) {
        Instant at = passed.get(place);
        return at != null && isWithin(PASSED, at, now);
    }

    private void count(long minute) {
        if (newestMinute == 0 || minute - newestMinute >= perMinute.length) {
            java.util.Arrays.fill(perMinute, 0);
            lastHour = 0;
            newestMinute = minute;
        }
        while (newestMinute < minute) {
            newestMinute++;
            int slot = (int) (newestMinute % perMinute.length);
            lastHour -= perMinute[slot];
            perMinute[slot] = 0;
        }
        // A clock that goes backwards counts as now.
        perMinute[(int) (newestMinute % perMinute.length)]++;
        lastHour++;
    }

    private static void trim(Map<String, Instant> map, int most) {
        while (map.size() > most) {
            Iterator<String> oldest = map.keySet().iterator();
            oldest.next();
            oldest.remove();
        }
    }
}
