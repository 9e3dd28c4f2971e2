package dev.holdfast.risk.journal;

import dev.holdfast.binding.Mode;
import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.history.Outcome;
import dev.holdfast.risk.history.SessionHistories;
import dev.holdfast.risk.history.SessionKey;
import dev.holdfast.risk.journal.JournalEntry.Course;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.signal.Evidence;
import dev.holdfast.risk.signal.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** Decisions for tests. */
public final class Entries {

    /** When the first of them was made. */
    public static final Instant START = Instant.parse("2026-11-16T09:00:00Z");

    private Entries() {}

    /** A decision with every member filled. */
    public static JournalEntry full(String realm, String client, String session, int number) {
        KeyThumbprint key = KeyThumbprint.dpop("k".repeat(43));
        return new JournalEntry(
                realm,
                new SessionHistories.Subject(
                        SessionKey.ofSession(realm, session),
                        SessionKey.ofIdentity(realm, client, "spiffe://a/b"),
                        client,
                        "kid",
                        Duration.ofHours(10),
                        true),
                new Observation(
                        session + "-" + number,
                        START.plusMillis(1_234L * number),
                        "refresh_token",
                        new NetworkOrigin("a", "p", "b", new Network("a cloud", Network.Kind.CLOUD)),
                        new ClientStack("runner", "4", "g", "h", "t"),
                        Optional.of(key),
                        new KeyProof(Optional.of(key), OptionalDouble.of(-17.5), OptionalDouble.of(31.25)),
                        new TokenAsk("client-jwt", List.of("a", "b"), List.of("api")),
                        Optional.of(new Generation(3, 5, 4))),
                Standing.told(
                        Optional.of("it ended"),
                        Optional.of("too much"),
                        List.of(new Standing.Report(2.5, "an API has doubts"))),
                new Course(true, true, true),
                Mode.ENFORCE,
                RiskSettings.DEFAULT,
                new Outcome(
                        "revoke",
                        List.of(
                                new Evidence("wrong-key", Evidence.Group.BINDING, 12, "broken", true),
                                new Evidence("cadence", Evidence.Group.TIME, -0.1234, "as ever", false))));
    }
}
