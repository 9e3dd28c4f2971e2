package dev.holdfast.benchmarks.delivery;

import dev.holdfast.benchmarks.delivery.MeasuredRealm.Revocation;
import dev.holdfast.dev.server.KeycloakServer;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * Measures the delivery against a real Keycloak with loopback receivers. Arguments: {@code --db=h2} or {@code --db=postgres} (one of
 * its own, from the programs of this machine) or {@code --jdbc-url=… --user=… --password=…}; {@code
 * --only=latency,burst,deaf,request,down,stock}; {@code --sessions=10000}; every other argument goes to the server, those with
 * {@code -X} to its Java.
 */
public final class DeliveryMeasurement {

    private static final int SAMPLES = 300;
    private static final int STOCK_SAMPLES = 8;
    private static final int REQUEST_THREADS = 4;
    private static final int RECEIVERS = 3;
    private static final int WARMING = 5000;

    private final Map<String, String> arguments;
    private final KeycloakServer server;
    private int realms;

    private DeliveryMeasurement(Map<String, String> arguments, KeycloakServer server) {
        this.arguments = arguments;
        this.server = server;
    }

    /** See the class. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, String> own =
                new HashMap<>(Map.of("db", "h2", "only", "latency,burst,deaf,request,down,stock", "sessions", "10000"));
        List<String> options = new ArrayList<>();
        for (String argument : arguments) {
            String name = argument.replaceFirst("^--", "").replaceFirst("=.*", "");
            if (List.of("db", "only", "sessions", "jdbc-url", "user", "password")
                    .contains(name)) {
                own.put(name, argument.substring(argument.indexOf('=') + 1));
            } else {
                options.add(argument);
            }
        }
        if (own.containsKey("jdbc-url")) {
            run(own, options, own.get("jdbc-url"), own.getOrDefault("user", ""), own.getOrDefault("password", ""));
        } else if ("postgres".equals(own.get("db"))) {
            try (LocalPostgres postgres = LocalPostgres.start()) {
                run(own, options, postgres.jdbcUrl(), "keycloak", "");
            }
        } else {
            run(own, options, "", "", "");
        }
        System.exit(0);
    }

    private static void run(Map<String, String> own, List<String> options, String jdbcUrl, String user, String password)
            throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(options);
        if (!jdbcUrl.isEmpty()) {
            all.addAll(List.of(
                    "--db=postgres", "--db-url=" + jdbcUrl, "--db-username=" + user, "--db-password=" + password));
        }
        List<String> only = Arrays.asList(own.getOrDefault("only", "").split(",", -1));
        if (!only.equals(List.of("stock"))) {
            try (KeycloakServer ours = MeasuredServer.ours(all)) {
                DeliveryMeasurement measurement = new DeliveryMeasurement(own, ours);
                measurement.warmUp();
                for (String what : only) {
                    measurement.measure(what);
                }
            }
        }
        if (only.contains("stock")) {
            try (KeycloakServer stock = MeasuredServer.stock(List.of())) {
                new DeliveryMeasurement(own, stock).stock();
            }
        }
    }

    private void measure(String what) throws IOException, InterruptedException {
        switch (what) {
            case "latency" -> latency();
            case "burst" -> bursts();
            case "deaf" -> deaf();
            case "request" -> request();
            case "down" -> down();
            default -> {}
        }
    }

    /** Until Java has compiled what is measured: before, that takes a fifth of the processors. */
    private void warmUp() throws IOException, InterruptedException {
        burst(WARMING, 1);
        burst(WARMING, WARMING);
    }

    private void latency() throws IOException, InterruptedException {
        try (MeasuredReceiver receiver = MeasuredReceiver.at(0);
                MeasuredRealm realm = realm()) {
            realm.addReceiver("receiver", receiver.address());
            say("decision → SET received, 1 receiver", oneByOne(realm, receiver).toString());
        }
    }

    private void bursts() throws IOException, InterruptedException {
        int count = Integer.parseInt(arguments.getOrDefault("sessions", "10000"));
        say(count + " sessions revoked at once, by one cause, 3 receivers", burst(count, count));
        say(
                count + " sessions revoked at once, each for its own cause, by " + REQUEST_THREADS
                        + " requests, 3 receivers",
                burst(count, 1));
    }

    private String burst(int count, int together) throws IOException, InterruptedException {
        try (MeasuredRealm realm = realm();
                Burst burst = Burst.to(realm, RECEIVERS)) {
            return burst.of(count, REQUEST_THREADS, together);
        }
    }

    private void deaf() throws IOException, InterruptedException {
        try (MeasuredReceiver good = MeasuredReceiver.at(0);
                DeafReceiver silent = DeafReceiver.silent();
                DeafReceiver full = DeafReceiver.full();
                MeasuredRealm realm = realm()) {
            realm.addReceiver("good", good.address());
            // So that both runs write as many events.
            try (MeasuredReceiver other = MeasuredReceiver.at(0);
                    MeasuredReceiver another = MeasuredReceiver.at(0)) {
                realm.addReceiver("other", other.address());
                realm.addReceiver("another", another.address());
                say(
                        "3 receivers that answer, the first one's",
                        oneByOne(realm, good).toString());
                realm.removeClient("other");
                realm.removeClient("another");
            }
            realm.addReceiver("silent", silent.address());
            realm.addReceiver("full", full.address());
            say(
                    "2 of the 3 never answer, the first one's",
                    oneByOne(realm, good).toString());
        }
    }

    private void request() throws IOException, InterruptedException {
        List<MeasuredReceiver> receivers = new ArrayList<>();
        try (MeasuredRealm realm = realm()) {
            double before = 0;
            for (int streams : List.of(0, 1, 3, 5)) {
                while (receivers.size() < streams) {
                    MeasuredReceiver receiver = MeasuredReceiver.at(0);
                    realm.addReceiver("receiver-" + receivers.size(), receiver.address());
                    receivers.add(receiver);
                }
                Map<String, Revocation> decided = realm.revokeOneByOne(realm.sessions(SAMPLES));
                Percentiles waits = Percentiles.ofMicros(
                        decided.values().stream().map(Revocation::took).toList());
                if (streams == 0) {
                    before = waits.p50Millis();
                }
                String each = streams == 0
                        ? ""
                        : String.format(Locale.ROOT, ", %.2f ms per stream", (waits.p50Millis() - before) / streams);
                say("refusing request waits, " + streams + " streams", waits + each);
            }
        } finally {
            receivers.forEach(MeasuredReceiver::close);
        }
    }

    private void down() throws IOException, InterruptedException {
        MeasuredReceiver placeHolder = MeasuredReceiver.at(0);
        String address = placeHolder.address();
        int port = java.net.URI.create(address).getPort();
        placeHolder.close();
        int clients = 20;
        int reports = 50;
        try (MeasuredRealm realm = realm()) {
            realm.addReceiver("receiver", address);
            for (int i = 0; i < clients; i++) {
                realm.addClient("client-" + i);
            }
            for (int number = 0; number < reports; number += 10) {
                for (int i = 0; i < clients; i++) {
                    realm.report("client-" + i, number, 10);
                }
            }
            long up = System.nanoTime();
            try (MeasuredReceiver receiver = MeasuredReceiver.at(port)) {
                MeasuredReceiver.await(() -> receiver.events() >= clients * reports);
                double seconds = (System.nanoTime() - up) / 1e9;
                long inOrder = receiver.numbers().values().stream()
                        .filter(numbers ->
                                numbers.equals(numbers.stream().sorted().toList()))
                        .count();
                say(
                        "receiver down, then up",
                        String.format(
                                Locale.ROOT,
                                "%d of %d events after %.1f s, %d of %d subjects in order, sent twice %d",
                                receiver.events(),
                                clients * reports,
                                seconds,
                                inOrder,
                                clients,
                                receiver.twice()));
            }
        }
    }

    private void stock() throws IOException, InterruptedException {
        try (MeasuredReceiver receiver = MeasuredReceiver.at(0);
                MeasuredRealm realm = realm()) {
            realm.addReceiver("receiver", receiver.address());
            List<Long> latencies = new ArrayList<>();
            for (int i = 0; i < STOCK_SAMPLES; i++) {
                receiver.forget();
                long begin = System.nanoTime();
                realm.logOutRunner();
                MeasuredReceiver.await(() -> receiver.events() == 1);
                latencies.add((System.nanoTime() - begin) / 1000);
                // Else each would begin right after a tick of the timer.
                Thread.sleep(1700L * (i + 1));
            }
            say(
                    "Keycloak alone: log-out → SET received",
                    Percentiles.ofMicros(latencies).toString());
        }
    }

    private Percentiles oneByOne(MeasuredRealm realm, MeasuredReceiver receiver) throws InterruptedException {
        receiver.forget();
        List<String> sessions = realm.sessions(SAMPLES);
        Map<String, Revocation> decided = realm.revokeOneByOne(sessions);
        MeasuredReceiver.await(() -> receiver.events() >= sessions.size());
        Map<String, Long> arrived = receiver.sessions();
        return Percentiles.ofMicros(sessions.stream()
                .filter(arrived::containsKey)
                .map(id -> Objects.requireNonNull(arrived.get(id))
                        - Objects.requireNonNull(decided.get(id)).at())
                .toList());
    }

    private MeasuredRealm realm() {
        return MeasuredRealm.on(server, "measured-" + ++realms);
    }

    private void say(String what, String result) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        System.out.printf(
                Locale.ROOT, "| %s | %s | %s | load %.1f |%n", arguments.getOrDefault("db", ""), what, result, load);
    }
}
