package dev.holdfast.risk.live;

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
import org.jspecify.annotations.Nullable;

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

    /** A lesson of a session that is not heard of again is learned after this time, unless something came up. */
    private static final Duration QUARANTINE = Duration.ofHours(1);

    private record Move(String session, String target, Instant at) {}

    private record KeyUse(String key, String owner, String words, Instant at) {}

    private record Quarantined(String session, Lesson lesson) {}

    private final LinkedHashMap<String, Instant> sessions = new LinkedHashMap<>(16, 0.75f, true);
    private final Deque<Move> moves = new ArrayDeque<>();
    private final Map<String, Instant> adopted = new LinkedHashMap<>();
    private final Deque<KeyUse> keys = new ArrayDeque<>();
    private final Deque<Quarantined> quarantine = new ArrayDeque<>();
    private final Map<String, Instant> failed = new LinkedHashMap<>();
    private final Map<String, Instant> passed = new LinkedHashMap<>();
    private final int[] perMinute = new int[60];
    private final Deque<String> teachers = new ArrayDeque<>();
    private long newestMinute;
    private int lastHour;

    void see(String session, Observation observation) {
        sessions.put(session, observation.at());
        trim(sessions, SESSIONS);
        count(observation.at().getEpochSecond() / 60);
    }

    int lastHour() {
        return lastHour;
    }

    int liveSessions(Instant now) {
        int live = 0;
        for (Instant at : sessions.values()) {
            live += at.plus(LIVE).isAfter(now) ? 1 : 0;
        }
        return live;
    }

    /** The owner, in words, from which the key was just used, if that is another one; and remembers this use. */
    Optional<String> overlap(Observation observation) {
        if (observation.key().isEmpty()) {
            return Optional.empty();
        }
        String key = observation.key().get().value();
        String owner = observation.network().owner();
        String words = null;
        Iterator<KeyUse> uses = keys.iterator();
        while (uses.hasNext()) {
            KeyUse use = uses.next();
            boolean sameKey = use.key().equals(key);
            if (sameKey && use.owner().equals(owner)) {
                uses.remove();
            } else if (sameKey && use.at().plus(OVERLAP).isAfter(observation.at())) {
                words = use.words();
            }
        }
        keys.addLast(new KeyUse(key, owner, observation.network().inWords(), observation.at()));
        if (keys.size() > KEYS) {
            keys.removeFirst();
        }
        return Optional.ofNullable(words);
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
                || (together.size() >= 2 && together.size() * 100 >= leastPercent * liveSessions(at));
        if (fleet) {
            adopted.put(target, at);
            trim(adopted, SESSIONS);
        }
        return fleet;
    }

    void quarantine(String session, Lesson lesson) {
        quarantine.addLast(new Quarantined(session, lesson));
        if (quarantine.size() > QUARANTINED) {
            quarantine.removeFirst();
        }
    }

    /** The lessons that may be learned now: those of a session that is clean again, and those that waited long enough. */
    List<Lesson> release(String session, Instant now) {
        List<Lesson> released = List.of();
        Iterator<Quarantined> waiting = quarantine.iterator();
        while (waiting.hasNext()) {
            Quarantined next = waiting.next();
            if (next.session().equals(session)
                    || next.lesson().at().plus(QUARANTINE).isBefore(now)) {
                released = released.isEmpty() ? new ArrayList<>() : released;
                released.add(independent(next));
                waiting.remove();
            }
        }
        return released;
    }

    private Lesson independent(Quarantined next) {
        if (!next.lesson().isMove() || teachers.contains(next.session())) {
            return next.lesson();
        }
        teachers.addLast(next.session());
        if (teachers.size() > TEACHERS) {
            teachers.removeFirst();
        }
        return next.lesson().independently();
    }

    /** What was waiting of a session that is not clean is never learned. */
    void discard(String session) {
        quarantine.removeIf(next -> next.session().equals(session));
    }

    void rebound(String place, boolean hasPassed, Instant at) {
        Map<String, Instant> now = hasPassed ? passed : failed;
        (hasPassed ? failed : passed).remove(place);
        now.put(place, at);
        trim(now, KEYS);
    }

    boolean hasFailed(String place, Instant now) {
        return isRecent(failed.get(place), now);
    }

    boolean hasPassed(String place, Instant now) {
        return isRecent(passed.get(place), now);
    }

    private static boolean isRecent(@Nullable Instant at, Instant now) {
        return at != null && at.plus(TOGETHER).isAfter(now);
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
