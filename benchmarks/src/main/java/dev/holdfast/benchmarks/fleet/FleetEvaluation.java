package dev.holdfast.benchmarks.fleet;

import dev.holdfast.risk.decision.Judgement;
import dev.holdfast.risk.decision.RiskSettings;
import dev.holdfast.risk.envelope.Envelope;
import dev.holdfast.risk.network.NetworksCsv;
import dev.holdfast.risk.replay.Replay;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;

/**
 * Prints detection by class of attack and false alarms by kind of identity. Seeds 1 to 9 are for tuning, from 101 on for
 * reports. {@code FleetEvaluation <identities per kind> <days> <seed>…}; {@code FleetEvaluation --write …} prints the records.
 */
public final class FleetEvaluation {

    private static final List<String> TIERS = List.of("allow", "restrict", "rebind", "revoke");

    private final Map<String, long[]> falseAlarms = new TreeMap<>();
    private final Map<String, int[]> detection = new TreeMap<>();
    private final Map<String, long[]> baselineAlarms = new TreeMap<>();
    private final Map<String, Map<String, Integer>> baselineDetection = new TreeMap<>();
    private final Set<String> detected = new HashSet<>();
    private final Map<String, String> attacks = new HashMap<>();
    private final Set<String> settled = new HashSet<>();
    private final FleetMoves moves = new FleetMoves();
    private long brokenByBenign;
    private final Map<String, Integer> attempts = new TreeMap<>();

    private FleetEvaluation() {}

    /**
     * Runs the evaluation.
     *
     * @param args identities per kind, days, seeds
     * @throws IOException never
     */
    public static void main(String[] args) throws IOException {
        List<String> rest = new ArrayList<>(List.of(args));
        boolean writes = rest.remove("--write");
        int identities = Integer.parseInt(rest.get(0));
        int days = Integer.parseInt(rest.get(1));
        FleetEvaluation evaluation = new FleetEvaluation();
        for (String seed : rest.subList(2, rest.size())) {
            FleetGenerator.Fleet fleet = FleetGenerator.fleet(Long.parseLong(seed), identities, days);
            if (writes) {
                long id = 0;
                for (FleetEvent event : fleet.events()) {
                    System.out.println(event.json(++id));
                }
            } else {
                evaluation.run(fleet, seed);
            }
        }
        if (!writes) {
            evaluation.print(System.out);
        }
    }

    private void run(FleetGenerator.Fleet fleet, String seed) throws IOException {
        Replay replay = new Replay(
                RiskSettings.DEFAULT, envelopes(fleet.events()), NetworksCsv.read(new StringReader(NhiKind.NETWORKS)));
        Baselines baselines = new Baselines();
        long id = 0;
        for (FleetEvent event : fleet.events()) {
            Optional<Replay.Line> line = replay.line(event.json(++id), id);
            if (line.isEmpty()) {
                continue;
            }
            Judgement judgement = line.get().judgement();
            Map<String, Boolean> flags = baselines.flags(event);
            int tier = TIERS.indexOf(judgement.decision().word());
            if (event.isBenign()) {
                long[] counts = falseAlarms.computeIfAbsent(event.kind(), any -> new long[4]);
                counts[0]++;
                for (int i = 1; i <= tier; i++) {
                    counts[i]++;
                }
                Optional.ofNullable(fleet.moves().get(event.client()))
                        .ifPresent(move -> moves.count(seed, event, move, tier));
                for (var reason : judgement.reasons()) {
                    brokenByBenign += reason.invariant() ? 1 : 0;
                }
                if (System.getenv("FLEET_EXPLAIN") != null && tier > 0) {
                    System.out.println(event + " " + judgement.reasons());
                }
                flags.forEach((rule, flagged) -> {
                    long[] alarms = baselineAlarms.computeIfAbsent(rule, any -> new long[2]);
                    alarms[0]++;
                    alarms[1] += flagged ? 1 : 0;
                });
            } else if (event.label().equals("aftermath")) {
                aftermath(event, seed, tier);
            } else {
                if (System.getenv("FLEET_EXPLAIN") != null && tier == 0) {
                    System.out.println("MISSED " + event + " " + judgement.reasons());
                }
                attacked(event, seed, tier, flags);
            }
        }
    }

    /** A theft may show when its victim goes on. */
    private void aftermath(FleetEvent event, String seed, int tier) {
        String attack = attacks.get(seed + event.session());
        if (attack != null && tier > 0 && detected.add(seed + event.session())) {
            detection.computeIfAbsent(attack, any -> new int[5])[2]++;
        }
    }

    private void attacked(FleetEvent event, String seed, int tier, Map<String, Boolean> flags) {
        String session = seed + event.session();
        int attempt = attempts.merge(session, 1, Integer::sum);
        int[] counts = detection.computeIfAbsent(event.label(), any -> new int[5]);
        counts[0] += attempt == 1 ? 1 : 0;
        if (tier > 0 && detected.add(session)) {
            counts[1] += attempt == 1 ? 1 : 0;
            counts[2]++;
        }
        counts[3] += tier == 3 && attempt == 1 ? 1 : 0;
        attacks.put(session, event.label());
        if (tier == 0 && attempt > 1 && settled.add(session)) {
            counts[4]++;
        }
        flags.forEach((rule, flagged) -> {
            if (flagged && attempt == 1) {
                baselineDetection.computeIfAbsent(rule, any -> new TreeMap<>()).merge(event.label(), 1, Integer::sum);
            }
        });
    }

    private static List<Envelope> envelopes(List<FleetEvent> fleet) {
        Set<String> clients = new HashSet<>();
        List<Envelope> envelopes = new ArrayList<>();
        for (FleetEvent event : fleet) {
            if (event.label().equals("envelope-abuse") && clients.add(event.client())) {
                envelopes.add(new Envelope(
                        Optional.of(event.client()),
                        Optional.empty(),
                        Optional.of(Set.of("s0", "s1", "s2")),
                        Optional.empty(),
                        List.of(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()));
            }
        }
        return envelopes;
    }

    private void print(PrintStream out) {
        out.println(
                "| kind | benign requests | restrict or more | rebind or more | revoke | (per 10 000) |\n|---|---|---|---|---|---|");
        long[] all = new long[4];
        falseAlarms.forEach((kind, counts) -> {
            for (int i = 0; i < 4; i++) {
                all[i] += counts[i];
            }
            out.println(alarms(kind, counts));
        });
        out.println(alarms("all", all));
        out.println(
                "\n| attack | sessions | at the first request | of the session | Wilson 95 % | revoked at first | allowed later | "
                        + String.join(" | ", baselineAlarms.keySet()) + " |\n|---|---|---|---|---|---|---|"
                        + "---|".repeat(baselineAlarms.size()));
        detection.forEach((attack, counts) -> {
            StringBuilder row = new StringBuilder(String.format(
                    Locale.ROOT,
                    "| %s | %d | %s | %s | %s | %s | %d |",
                    attack,
                    counts[0],
                    percent(counts[1], counts[0]),
                    percent(counts[2], counts[0]),
                    wilson(counts[1], counts[0]),
                    percent(counts[3], counts[0]),
                    counts[4]));
            baselineAlarms
                    .keySet()
                    .forEach(rule -> row.append(' ')
                            .append(percent(
                                    baselineDetection
                                            .getOrDefault(rule, Map.of())
                                            .getOrDefault(attack, 0),
                                    counts[0]))
                            .append(" |"));
            out.println(row);
        });
        StringBuilder row = new StringBuilder("| false alarms per 10 000 | | | | | | |");
        baselineAlarms
                .values()
                .forEach(alarms -> row.append(String.format(Locale.ROOT, " %.1f |", alarms[1] * 10_000.0 / alarms[0])));
        out.println(row);
        out.println("\nbenign requests that broke an invariant: " + brokenByBenign + " of " + all[0]);
        moves.print(out);
    }

    /** The interval in which the share at the first request lies. */
    private static String wilson(int part, int all) {
        double z = 1.96;
        double share = (double) part / all;
        double middle = share + z * z / (2 * all);
        double half = z * Math.sqrt(share * (1 - share) / all + z * z / (4.0 * all * all));
        double divisor = 1 + z * z / all;
        return String.format(
                Locale.ROOT,
                "%.1f–%.1f",
                100 * Math.max(0, middle - half) / divisor,
                100 * Math.min(1, (middle + half) / divisor));
    }

    private static String alarms(String kind, long[] counts) {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %d | %d | %d | %.1f / %.1f / %.2f |",
                kind,
                counts[0],
                counts[1],
                counts[2],
                counts[3],
                counts[1] * 10_000.0 / counts[0],
                counts[2] * 10_000.0 / counts[0],
                counts[3] * 10_000.0 / counts[0]);
    }

    private static String percent(int part, int all) {
        return String.format(Locale.ROOT, "%.1f %%", all == 0 ? 0 : 100.0 * part / all);
    }
}
