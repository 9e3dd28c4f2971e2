package dev.holdfast.benchmarks.risk;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskEngine;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.InMemorySessionHistories;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.live.Assessment;
import dev.holdfast.risk.live.LiveIdentities;
import dev.holdfast.risk.network.NetworkTable;
import dev.holdfast.risk.observation.FeatureExtractor;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyedHash;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.RawRequest;
import dev.holdfast.risk.profile.InMemoryIdentityProfiles;
import dev.holdfast.risk.signal.Signals;
import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Score and update of one request, from its features to the lesson learned, over 1 000 identities in memory. */
@State(Scope.Thread)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 3, time = 5)
@Fork(1)
public class AssessmentBenchmark {

    private static final int IDENTITIES = 1_000;
    private static final int INTERVAL_SECONDS = 300;

    private final Assessment assessment = new Assessment(
            new RiskEngine(Signals.all()),
            new InMemorySessionHistories(IDENTITIES),
            new InMemoryIdentityProfiles(IDENTITIES),
            new LiveIdentities(IDENTITIES));
    private final SessionHistories.Subject[] subjects = new SessionHistories.Subject[IDENTITIES];
    private final Observation[] templates = new Observation[IDENTITIES];
    private int next;

    /** Makes the identities. */
    public AssessmentBenchmark() {
        FeatureExtractor extractor = new FeatureExtractor(NetworkTable.of(List.of()));
        KeyedHash hash = KeyedHash.of("k", new byte[32]);
        for (int i = 0; i < IDENTITIES; i++) {
            Optional<KeyThumbprint> key =
                    Optional.of(KeyThumbprint.dpop(String.format(java.util.Locale.ROOT, "%043d", i)));
            subjects[i] = new SessionHistories.Subject("s" + i, "r|c" + i, "c" + i, "k", Duration.ofDays(1), true);
            RawRequest request = new RawRequest(
                    "",
                    Instant.EPOCH,
                    "refresh_token",
                    Optional.of("192.0." + i % 250 + ".7"),
                    Optional.of("agent/" + i % 9 + ".1"),
                    Optional.of("Host,User-Agent"),
                    Optional.empty(),
                    key,
                    key,
                    Optional.empty(),
                    OptionalDouble.empty(),
                    "private_key_jwt",
                    List.of("read", "write"),
                    List.of("api"),
                    Optional.empty());
            templates[i] = extractor.extract(request, hash);
        }
    }

    /** One request. */
    @Benchmark
    public Judgement assess() {
        int number = next++;
        int who = number % IDENTITIES;
        int generation = number / IDENTITIES;
        Observation template = templates[who];
        Observation observation = new Observation(
                Integer.toString(number),
                Instant.ofEpochSecond(1_790_000_000L + (long) generation * INTERVAL_SECONDS + who % INTERVAL_SECONDS),
                template.grant(),
                template.network(),
                template.stack(),
                template.key(),
                template.proof(),
                template.ask(),
                Optional.of(new Generation(generation, generation, generation - 1L)));
        return assessment
                .assess(subjects[who], observation, Standing.NONE, RiskSettings.DEFAULT, true)
                .judgement();
    }
}
