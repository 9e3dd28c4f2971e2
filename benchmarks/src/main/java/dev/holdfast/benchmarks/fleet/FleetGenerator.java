package dev.holdfast.benchmarks.fleet;

import dev.holdfast.benchmarks.fleet.FleetEvent.Line;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Makes up a fleet: benign requests with deploys, egress moves, retries and races, and attacks on some of the sessions. */
final class FleetGenerator {

    /** The classes of attacks. */
    static final List<String> ATTACKS = List.of(
            "wrong-key",
            "bound-to-bearer",
            "generation-fork",
            "envelope-abuse",
            "hijack-foreign-naive",
            "hijack-foreign-copied-stack",
            "transplant",
            "transplant-copied-agent",
            "relay-intermittent",
            "same-provider-copied-agent",
            "same-provider-full-mimic",
            "patient-thief-foreign",
            "patient-thief-same-provider",
            "after-job-end");

    private static final long START = Instant.parse("2026-10-05T00:00:00Z").toEpochMilli();
    private static final int CALM_PERCENT = 60;

    private final Random random;
    private final int days;
    private final List<FleetEvent> events = new ArrayList<>();
    private final Map<String, long[]> moves = new HashMap<>();

    private FleetGenerator(long seed, int days) {
        this.random = new Random(seed);
        this.days = days;
    }

    /**
     * A fleet.
     *
     * @param events its requests, ordered by time
     * @param moves when the deploy and the move of the egress of each client began
     */
    record Fleet(List<FleetEvent> events, Map<String, long[]> moves) {}

    /** A fleet. One session of every other identity is attacked. */
    static Fleet fleet(long seed, int identitiesPerKind, int days) {
        FleetGenerator generator = new FleetGenerator(seed, days);
        int attacked = 0;
        for (NhiKind kind : NhiKind.values()) {
            for (int i = 0; i < identitiesPerKind; i++) {
                String attack = i % 2 == 0 ? "" : ATTACKS.get(attacked++ % ATTACKS.size());
                generator.identity(kind, i, attack);
            }
        }
        generator.events.sort(Comparator.comparingLong(FleetEvent::millis));
        return new Fleet(generator.events, generator.moves);
    }

    private void identity(NhiKind kind, int number, String attack) {
        long end = START + days * 86_400_000L;
        // One deploy and one move of the egress, which every live session goes through.
        long deploy = START + (long) ((0.3 + 0.5 * random.nextDouble()) * (end - START));
        long egress = random.nextInt(3) == 0
                ? START + (long) ((0.3 + 0.5 * random.nextDouble()) * (end - START))
                : Long.MAX_VALUE;
        boolean bound = attack.equals("wrong-key")
                || attack.equals("bound-to-bearer")
                || attack.equals("relay-intermittent")
                || (attack.isEmpty() && random.nextInt(3) > 0);
        String client = kind.name().toLowerCase(java.util.Locale.ROOT) + "-" + number;
        moves.put(client, new long[] {deploy, egress});
        for (int s = 0; s < kind.sessions; s++) {
            boolean shortLived = kind == NhiKind.BUILD_RUNNER;
            int runs = shortLived ? days * 4 : 1;
            int attackedRun = runs - 1;
            for (int run = 0; run < runs; run++) {
                long from = START + (shortLived ? run * 21_600_000L : 0) + random.nextInt(600_000);
                long to = shortLived ? from + 7_200_000L : end;
                boolean hit = s == 0 && run == attackedRun && !attack.isEmpty();
                session(
                        kind,
                        client,
                        number,
                        s + run * kind.sessions,
                        from,
                        to,
                        deploy,
                        egress,
                        bound,
                        hit ? attack : "");
            }
        }
    }

    private void session(
            NhiKind kind,
            String client,
            int home,
            int session,
            long from,
            long to,
            long deploy,
            long egress,
            boolean bound,
            String attack) {
        String id = client + "/" + session;
        String key = bound ? "k-" + client + "-" + session : "";
        String headers = "h-" + kind;
        String address =
                kind == NhiKind.ROAMING_AGENT ? "82." + home % 200 + ".3.7" : kind.address(home, session, 0, random);
        String homeAddress = address;
        long hit = attack.isEmpty() ? Long.MAX_VALUE : from + (to - from) * CALM_PERCENT / 100;
        int generation = 1;
        int presented = 0;
        for (long at = from; at < to; at += kind.intervalSeconds * (950L + random.nextInt(100))) {
            int epoch = at > egress ? 100 : 0;
            String next = kind.address(home, session, epoch, random);
            address = next.isEmpty() ? (random.nextInt(6) == 0 ? homeAddress : address) : next;
            // A deploy rolls over the pods within half an hour.
            boolean deployed = at > deploy + session % 6 * 300_000L;
            String agent = "agent-" + home % 9 + "/" + (deployed ? 2 : 1) + "." + (at > deploy + 259_200_000L ? 1 : 0);
            String scope = "s" + home % 3;
            FleetEvent event = new FleetEvent(
                    at,
                    "benign",
                    kind.name(),
                    client,
                    id,
                    address,
                    agent,
                    headers,
                    key,
                    key,
                    new Line(generation, generation, presented),
                    scope);
            events.add(event);
            presented = generation;
            generation++;
            if (random.nextDouble() < kind.retries) {
                events.add(new FleetEvent(
                        at + 500 + random.nextInt(20_000),
                        "benign",
                        kind.name(),
                        client,
                        id,
                        address,
                        agent,
                        headers,
                        key,
                        key,
                        new Line(presented, generation, presented),
                        scope));
                generation++;
            }
            if (at > hit) {
                attack(kind, event, attack, new Line(generation, generation, presented));
                return;
            }
        }
    }

    private void attack(NhiKind kind, FleetEvent victim, String attack, Line line) {
        String foreign = "45." + random.nextInt(200) + "." + random.nextInt(250) + ".5";
        String curl = random.nextBoolean() ? "curl/8.5" : "python-requests/2.31";
        int number = line.number();
        switch (attack) {
            case "wrong-key" -> add(victim, attack, 1, victim.address(), victim.agent(), "h", "k-thief", line);
            case "bound-to-bearer" -> add(victim, attack, 1, victim.address(), victim.agent(), "h", "", line);
            case "generation-fork" ->
                add(
                        victim,
                        attack,
                        400,
                        victim.address(),
                        victim.agent(),
                        victim.headers(),
                        victim.key(),
                        new Line(Math.max(0, number - 5), number - 1, number - 1));
            case "envelope-abuse" ->
                events.add(new FleetEvent(
                        victim.millis() + 60_000,
                        attack,
                        victim.kind(),
                        victim.client(),
                        victim.session(),
                        victim.address(),
                        victim.agent(),
                        victim.headers(),
                        victim.key(),
                        victim.expected(),
                        line,
                        "admin"));
            case "hijack-foreign-naive" -> add(victim, attack, 120, foreign, curl, "h-tool", victim.key(), line);
            case "hijack-foreign-copied-stack" ->
                add(victim, attack, 120, foreign, victim.agent(), victim.headers(), victim.key(), line);
            case "transplant" -> add(victim, attack, 120, victim.address(), curl, "h-tool", victim.key(), line);
            case "transplant-copied-agent" ->
                add(victim, attack, 120, victim.address(), victim.agent(), "h-tool", victim.key(), line);
            case "relay-intermittent" -> {
                for (int i = 0; i < 4; i++) {
                    boolean relayed = i % 2 == 0;
                    events.add(new FleetEvent(
                            victim.millis() + (i + 1) * 1_000L * kind.intervalSeconds,
                            relayed ? attack : "aftermath",
                            victim.kind(),
                            victim.client(),
                            victim.session(),
                            relayed ? foreign : victim.address(),
                            victim.agent(),
                            victim.headers(),
                            victim.key(),
                            victim.expected(),
                            new Line(number + i, number + i, number + i - 1),
                            victim.scope()));
                }
            }
            case "patient-thief-foreign" -> patient(kind, victim, attack, foreign, number);
            case "patient-thief-same-provider" -> patient(kind, victim, attack, kind.neighbour(random), number);
            case "after-job-end" -> {
                add(victim, "job-end", 1, victim.address(), victim.agent(), victim.headers(), victim.key(), line);
                add(victim, attack, 120, victim.address(), victim.agent(), victim.headers(), victim.key(), line);
            }
            case "same-provider-copied-agent" ->
                add(victim, attack, 120, kind.neighbour(random), victim.agent(), "h-tool", victim.key(), line);
            default -> {
                add(victim, attack, 120, kind.neighbour(random), victim.agent(), victim.headers(), victim.key(), line);
                // The victim goes on with the token that the thief was faster with.
                Line again = new Line(number, number + 1, number);
                add(
                        victim,
                        "aftermath",
                        kind.intervalSeconds,
                        victim.address(),
                        victim.agent(),
                        victim.headers(),
                        victim.key(),
                        again);
            }
        }
    }

    /** The victim is gone, and the thief goes on in the victim's rhythm for a day with whatever he is given. */
    private void patient(NhiKind kind, FleetEvent victim, String attack, String from, int number) {
        for (int i = 0; i < 86_400 / kind.intervalSeconds; i++) {
            Line line = new Line(number + i, number + i, number + i - 1);
            int after = (i + 1) * kind.intervalSeconds;
            add(victim, attack, after, from, victim.agent(), victim.headers(), victim.key(), line);
        }
    }

    private void add(
            FleetEvent victim,
            String attack,
            int afterSeconds,
            String address,
            String agent,
            String headers,
            String key,
            Line line) {
        events.add(new FleetEvent(
                victim.millis() + afterSeconds * 1_000L,
                attack,
                victim.kind(),
                victim.client(),
                victim.session(),
                address,
                agent,
                headers,
                key,
                victim.expected(),
                line,
                victim.scope()));
    }
}
