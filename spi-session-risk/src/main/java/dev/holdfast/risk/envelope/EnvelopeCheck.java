package dev.holdfast.risk.envelope;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whether requests stay within the declared envelopes. Counts on this node; not for several threads at once. */
public final class EnvelopeCheck {

    private static final long HOUR_MILLIS = 3_600_000;

    private final List<Envelope> envelopes;
    /** Of so many identities the newest requests are counted, the longest silent ones forgotten first. */
    private static final int IDENTITIES = 10_000;

    private final Map<String, Volume> volumes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Volume> eldest) {
            return size() > IDENTITIES;
        }
    };

    /**
     * A check against some envelopes.
     *
     * @param envelopes the envelopes; of those that cover a request all must hold
     */
    public EnvelopeCheck(List<Envelope> envelopes) {
        this.envelopes = List.copyOf(envelopes);
    }

    /**
     * What is asked, uncut.
     *
     * @param identity names the identity
     * @param client the client
     * @param workload the workload, empty without one
     * @param at when
     * @param sessionBegan when the session began, empty without one
     * @param scopes as requested
     * @param audiences as requested
     */
    public record Asked(
            String identity,
            String client,
            String workload,
            Instant at,
            Optional<Instant> sessionBegan,
            List<String> scopes,
            List<String> audiences) {}

    /** The requests of an identity in the last hour, as many as its envelope allows; takes room for those that came. */
    private static final class Volume {

        private final Deque<Long> lastHour = new ArrayDeque<>();
        private final int most;

        Volume(int most) {
            this.most = most;
        }

        boolean exceeds(long atMillis) {
            boolean full = lastHour.size() == most;
            boolean exceeded = full && atMillis - lastHour.getFirst() < HOUR_MILLIS;
            if (full) {
                lastHour.removeFirst();
            }
            lastHour.addLast(atMillis);
            while (atMillis - lastHour.getFirst() >= HOUR_MILLIS) {
                lastHour.removeFirst();
            }
            return exceeded;
        }
    }

    /**
     * Whether nothing is declared.
     *
     * @return true without envelopes
     */
    public boolean isEmpty() {
        return envelopes.isEmpty();
    }

    /**
     * Checks a request and counts it.
     *
     * @param asked the request
     * @return what it breaks, in words
     */
    public Optional<String> check(Asked asked) {
        Optional<String> breach = Optional.empty();
        for (int i = 0; i < envelopes.size(); i++) {
            Envelope envelope = envelopes.get(i);
            if (envelope.covers(asked.client(), asked.workload())) {
                Optional<String> volume = volume(i, envelope, asked);
                breach = breach.or(() -> breach(envelope, asked)).or(() -> volume);
            }
        }
        return breach;
    }

    private Optional<String> volume(int index, Envelope envelope, Asked asked) {
        if (envelope.maxRequestsPerHour().isEmpty()) {
            return Optional.empty();
        }
        int most = envelope.maxRequestsPerHour().getAsInt();
        boolean exceeded = volumes.computeIfAbsent(index + "|" + asked.identity(), any -> new Volume(most))
                .exceeds(asked.at().toEpochMilli());
        return exceeded ? Optional.of("more than the declared " + most + " requests in an hour") : Optional.empty();
    }

    private static Optional<String> breach(Envelope envelope, Asked asked) {
        Instant at = asked.at();
        return outside("scope", asked.scopes(), envelope.scopes())
                .or(() -> outside("audience", asked.audiences(), envelope.audiences()))
                .or(() ->
                        envelope.hours().isEmpty() || envelope.hours().stream().anyMatch(hours -> hours.contains(at))
                                ? Optional.empty()
                                : Optional.of("outside the declared hours"))
                .or(() -> envelope.notAfter().filter(at::isAfter).map(end -> "after the declared end " + end))
                .or(() -> envelope.maxSessionAge()
                        .filter(age -> asked.sessionBegan()
                                .filter(began -> at.isAfter(began.plus(age)))
                                .isPresent())
                        .map(age -> "the session is older than the declared " + age));
    }

    private static Optional<String> outside(String what, List<String> asked, Optional<Set<String>> declared) {
        return declared.flatMap(allowed -> asked.stream()
                .filter(one -> !allowed.contains(one))
                .findFirst()
                .map(one -> what + " " + one + " is not declared"));
    }
}
