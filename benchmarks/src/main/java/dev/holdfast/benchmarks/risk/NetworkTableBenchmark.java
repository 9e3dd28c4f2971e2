package dev.holdfast.benchmarks.risk;

import dev.holdfast.risk.network.IpAddress;
import dev.holdfast.risk.network.Network;
import dev.holdfast.risk.network.NetworkTable;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
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

/** Whose network an address is of, among 50 000 prefixes. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 3, time = 3)
@Fork(1)
public class NetworkTableBenchmark {

    private static final int PREFIXES = 50_000;
    private static final int ADDRESSES = 4_096;

    private final NetworkTable table;
    private final IpAddress[] addresses = new IpAddress[ADDRESSES];
    private int next;

    /** Fills the table. */
    public NetworkTableBenchmark() {
        Random random = new Random(1);
        List<NetworkTable.Prefix> prefixes = new ArrayList<>();
        for (int i = 0; i < PREFIXES; i++) {
            prefixes.add(NetworkTable.Prefix.of(
                    address(random) + "/" + (12 + random.nextInt(17)), new Network("owner " + i, Network.Kind.CLOUD)));
        }
        table = NetworkTable.of(prefixes);
        for (int i = 0; i < ADDRESSES; i++) {
            addresses[i] = IpAddress.parse(address(random)).orElseThrow();
        }
    }

    private static String address(Random random) {
        return (11 + random.nextInt(200)) + "." + random.nextInt(256) + "." + random.nextInt(256) + "."
                + random.nextInt(256);
    }

    /** One look-up. */
    @Benchmark
    public Network find() {
        return table.find(addresses[next++ & (ADDRESSES - 1)]);
    }
}
