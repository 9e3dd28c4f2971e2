package dev.holdfast.risk.history;

import dev.holdfast.events.KeyThumbprint;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.observation.ClientStack;
import dev.holdfast.risk.observation.Generation;
import dev.holdfast.risk.observation.KeyProof;
import dev.holdfast.risk.observation.NetworkOrigin;
import dev.holdfast.risk.observation.Observation;
import dev.holdfast.risk.observation.TokenAsk;
import dev.holdfast.risk.signal.Evidence;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;

/** Observations for tests of stores: of one quiet workload, and of somebody who changes everything each time. */
public final class Observations {

    /** Keycloak's times are whole milliseconds in a history. */
    public static final Instant START = Instant.parse("2026-11-20T08:00:00.123Z");

    private Observations() {}

    /** The n-th request of a workload that refreshes every five minutes. */
    public static Observation usual(int number) {
        return usual("o" + number, number);
    }

    public static Observation usual(String id, int number) {
        return new Observation(
                id,
                START.plusSeconds(300L * number),
                "refresh_token",
                new NetworkOrigin(hash(1), hash(2), "", new Network("example cloud", Network.Kind.CLOUD)),
                new ClientStack("python-requests", "2", hash(4), hash(5), hash(6)),
                Optional.of(KeyThumbprint.dpop("A".repeat(43))),
                new KeyProof(Optional.empty(), OptionalDouble.of(120 + number % 7), OptionalDouble.empty()),
                new TokenAsk("client-jwt", List.of(), List.of()),
                Optional.of(new Generation(number, number, number - 1)));
    }

    /** All that can differ differs, and is as long as it can be. */
    public static Observation hostile(Random random) {
        return new Observation(
                hash(random.nextLong()),
                random.nextInt(10) == 0
                        ? Instant.ofEpochMilli(random.nextLong() >> 4)
                        : START.plusMillis(random.nextInt()),
                text(random, 64),
                new NetworkOrigin(
                        hash(random.nextLong()),
                        hash(random.nextLong()),
                        hash(random.nextLong()),
                        new Network(text(random, 64), kind(random))),
                new ClientStack(
                        text(random, 40),
                        Integer.toString(random.nextInt(1_000_000)),
                        hash(random.nextLong()),
                        hash(random.nextLong()),
                        random.nextBoolean() ? hash(random.nextLong()) : text(random, 11)),
                random.nextInt(8) == 0 ? Optional.empty() : Optional.of(key(random)),
                new KeyProof(Optional.empty(), OptionalDouble.of((double) random.nextLong()), OptionalDouble.empty()),
                new TokenAsk(text(random, 64), List.of(), List.of()),
                Optional.of(new Generation(random.nextLong(), random.nextLong(), random.nextLong())));
    }

    /** The usual workload from another address each time, and with another client if asked for. */
    static Observation roaming(Random random, int number, boolean otherClient) {
        Observation usual = usual(hash(random.nextLong()), number);
        NetworkOrigin origin = new NetworkOrigin(
                hash(random.nextLong()),
                hash(random.nextLong()),
                hash(random.nextLong()),
                random.nextBoolean()
                        ? Network.UNKNOWN
                        : new Network("example cloud " + random.nextInt(5), Network.Kind.CLOUD));
        String product = hash(random.nextLong()) + hash(random.nextLong()) + hash(random.nextLong());
        ClientStack stack = new ClientStack(
                product,
                Integer.toString(random.nextInt(1_000_000)),
                hash(random.nextLong()),
                hash(random.nextLong()),
                hash(random.nextLong()));
        return new Observation(
                usual.id(),
                usual.at(),
                usual.grant(),
                origin,
                otherClient ? stack : usual.stack(),
                usual.key(),
                usual.proof(),
                usual.ask(),
                usual.generation());
    }

    public static Outcome hostileOutcome(Random random) {
        List<Evidence> reasons = new ArrayList<>();
        for (int i = random.nextInt(23); i >= 0; i--) {
            reasons.add(new Evidence(
                    text(random, 40),
                    any(random, List.of(Evidence.Group.values())),
                    random.nextInt(50) == 0 ? Double.NaN : random.nextInt(200_000) / 10_000.0 - 5,
                    text(random, 400),
                    random.nextBoolean()));
        }
        return new Outcome(
                List.of("allow", "restrict", "rebind", "revoke", "refuse").get(random.nextInt(5)), reasons);
    }

    /** Every kind of character, lone surrogates among them. */
    static String text(Random random, int most) {
        int kind = random.nextInt(4);
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(4) == 0 ? random.nextInt(most + 1) : most; i > 0; i--) {
            text.append((char) (kind == 0 ? random.nextInt(0x10000) : kind == 1 ? 0x20ac : 33 + random.nextInt(90)));
        }
        return text.toString();
    }

    static String hash(long value) {
        byte[] bytes = ByteBuffer.allocate(8).putLong(value).array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static KeyThumbprint key(Random random) {
        byte[] bytes = new byte[32];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return random.nextBoolean() ? KeyThumbprint.dpop(value) : KeyThumbprint.mtls(value);
    }

    private static Network.Kind kind(Random random) {
        return any(random, List.of(Network.Kind.values()));
    }

    private static <T> T any(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
