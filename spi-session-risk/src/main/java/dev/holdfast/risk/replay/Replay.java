package dev.holdfast.risk.replay;

import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.envelope.Envelope;
import dev.holdfast.risk.envelope.EnvelopeCheck;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.live.Assessment;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.network.NetworkTable;
import dev.holdfast.risk.observation.FeatureExtractor;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyedHash;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.profile.InMemoryIdentityProfiles;
import dev.holdfast.risk.replay.ObservationRecord.Request;
import dev.holdfast.risk.signal.Signals;
import dev.holdfast.risk.signal.Standing;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Runs lines of observation records through engine and policy. Decisions are not acted on: a recording that goes on after a
 * revocation is judged on, for the recorded server did not revoke.
 */
public final class Replay {

    private static final int SESSIONS = 200_000;
    private static final int IDENTITIES = 100_000;
    private static final int REMEMBERED = 100_000;
    private static final Duration LIFESPAN = Duration.ofDays(30);

    /** What was decided on a request, for its repetition and for its outcome. */
    private record Decided(SessionHistories.Subject subject, Observation observation, Judgement judgement) {}

    private final RecordReader reader = new RecordReader();
    // Hashes of a replay leave it nowhere: any key will do.
    private final KeyedHash hash = KeyedHash.of("replay", new byte[32]);
    private final RecordedSessions histories = new RecordedSessions(SESSIONS);
    private final Reports reports = new Reports();
    private final Map<String, Decided> decided = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Decided> eldest) {
            return size() > REMEMBERED;
        }
    };
    private final FeatureExtractor extractor;
    private final RiskSettings settings;
    private final EnvelopeCheck envelopes;
    private final Assessment assessment;

    /**
     * A replay.
     *
     * @param settings what the policy asks
     * @param declared the declared envelopes
     * @param networks whose networks are whose
     */
    public Replay(RiskSettings settings, List<Envelope> declared, NetworkTable networks) {
        this.settings = settings;
        this.envelopes = new EnvelopeCheck(declared);
        this.extractor = FeatureExtractor.remembering(networks, REMEMBERED);
        this.assessment = new Assessment(
                new RiskEngine(Signals.all()),
                histories,
                new InMemoryIdentityProfiles(IDENTITIES),
                new LiveIdentities(IDENTITIES));
    }

    /**
     * A line that was judged.
     *
     * @param id the observation
     * @param at when
     * @param judgement what was decided
     */
    public record Line(String id, Instant at, Judgement judgement) {}

    /**
     * Reads one line.
     *
     * @param line the line
     * @param number its number, from 1
     * @return what was decided, empty for a signal or an outcome
     * @throws IllegalArgumentException if the line is no record
     */
    public Optional<Line> line(String line, long number) {
        byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
        return line(bytes, bytes.length, number);
    }

    /** The same for the first bytes of an array. */
    Optional<Line> line(byte[] line, int length, long number) {
        try {
            ObservationRecord read = reader.read(line, length, number);
            if (read instanceof Request request) {
                return Optional.of(
                        new Line(request.request().id(), request.request().at(), judge(request)));
            }
            if (read instanceof ObservationRecord.Signal signal) {
                reports.add(signal);
            } else if (read instanceof ObservationRecord.RebindOutcome outcome) {
                Decided earlier = decided.get(outcome.id());
                if (earlier != null && outcome.passed().isPresent()) {
                    assessment.rebound(
                            earlier.subject(),
                            earlier.observation(),
                            outcome.passed().get());
                }
            }
            return Optional.empty();
        } catch (InvalidRecord e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    private Judgement judge(Request request) {
        Decided earlier = decided.get(request.request().id());
        if (earlier != null) {
            return earlier.judgement();
        }
        Observation observation = extractor.extract(request.request(), hash);
        SessionHistories.Subject subject = subject(request, observation);
        Instant at = observation.at();
        Instant known = histories.startedAt(subject.key());
        Instant began = known == null ? at : known;
        Standing told = Standing.told(
                reports.isEmpty()
                        ? Optional.empty()
                        : reports.endOf(request, begun(request, observation, known != null, began)),
                envelopes.isEmpty() ? Optional.empty() : breach(request, subject, began),
                reports.isEmpty() ? List.of() : reports.about(request, at));
        Judgement judgement =
                assessment.assess(subject, observation, told, settings, false).judgement();
        decided.put(observation.id(), new Decided(subject, observation, judgement));
        return judgement;
    }

    private Optional<String> breach(Request request, SessionHistories.Subject subject, Instant began) {
        return envelopes.check(new EnvelopeCheck.Asked(
                subject.identity(),
                request.client(),
                request.workload(),
                request.request().at(),
                request.session().isEmpty() ? Optional.empty() : Optional.of(began),
                request.request().scopes(),
                request.request().audiences()));
    }

    /** When what the request continues was begun: a new grant without a session begins now, a session of old long ago. */
    private static Instant begun(Request request, Observation observation, boolean known, Instant began) {
        boolean refresh = observation.grant().equals("refresh_token");
        if (request.session().isEmpty() && !refresh) {
            return observation.at();
        }
        boolean ofOld = !known
                && refresh
                && observation.generation().map(Generation::presented).orElse(0L) > 0;
        return ofOld ? Instant.MIN : began;
    }

    private static SessionHistories.Subject subject(Request request, Observation observation) {
        String identity = SessionKey.ofIdentity(request.realm(), request.client(), request.workload());
        boolean session = !request.session().isEmpty();
        String key = session
                ? SessionKey.ofSession(request.realm(), request.session())
                : SessionKey.ofInstance(request.realm(), request.client(), observation.key())
                        + (observation.key().isEmpty() ? '|' + request.workload() : "");
        return new SessionHistories.Subject(
                key,
                identity,
                request.client(),
                "replay",
                LIFESPAN,
                session || observation.key().isPresent());
    }
}
