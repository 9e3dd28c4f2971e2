package dev.holdfast.risk.replay;

import dev.holdfast.risk.network.NetworkTable;
import dev.holdfast.risk.network.NetworksCsv;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The command {@code holdfast-replay}: what a policy would have decided on recorded requests. */
public final class HoldfastReplay {

    private static final String USAGE =
            "usage: holdfast-replay [--policy policy.json] [--networks networks.csv] [--explain] [--progress]"
                    + " < observations.ndjson > decisions.ndjson";
    private static final int ALL_READ = 0;
    private static final int UNUSABLE = 2;
    private static final int SKIPPED = 3;
    private static final int PROGRESS_EVERY = 100_000;

    private HoldfastReplay() {}

    /**
     * Runs the command.
     *
     * @param args its arguments
     * @throws IOException if input or output fails
     */
    public static void main(String[] args) throws IOException {
        System.exit(run(List.of(args), System.in, System.out, System.err));
    }

    /**
     * Runs the command.
     *
     * @param args its arguments
     * @param in the observations
     * @param out the decisions
     * @param err what is wrong
     * @return the exit status: 0 all lines read; 2 unusable arguments, policy or networks; 3 lines were skipped
     * @throws IOException if input or output fails
     */
    static int run(List<String> args, InputStream in, OutputStream out, PrintStream err) throws IOException {
        Optional<Path> policy = Optional.empty();
        Optional<Path> networks = Optional.empty();
        boolean explains = false;
        boolean progress = false;
        for (int i = 0; i < args.size(); i++) {
            String arg = args.get(i);
            if (arg.equals("--explain")) {
                explains = true;
            } else if (arg.equals("--progress")) {
                progress = true;
            } else if (arg.equals("--help")) {
                err.println(USAGE);
                return ALL_READ;
            } else if ((arg.equals("--policy") || arg.equals("--networks")) && i + 1 < args.size()) {
                Optional<Path> file = Optional.of(Path.of(args.get(++i)));
                policy = arg.equals("--policy") ? file : policy;
                networks = arg.equals("--networks") ? file : networks;
            } else {
                err.println("holdfast-replay: " + arg + " is no option or has no value\n" + USAGE);
                return UNUSABLE;
            }
        }
        Optional<Replay> replay = replay(policy, networks, err);
        return replay.isEmpty() ? UNUSABLE : replay(replay.get(), explains, progress, in, out, err);
    }

    private static Optional<Replay> replay(Optional<Path> policy, Optional<Path> networks, PrintStream err) {
        String file = "";
        try {
            file = policy.map(Path::toString).orElse("");
            PolicyFile read = PolicyFile.read(policy.isEmpty() ? "{}" : Files.readString(policy.get()));
            file = networks.map(Path::toString).orElse("");
            return Optional.of(new Replay(read.settings(), read.envelopes(), table(networks)));
        } catch (IOException e) {
            err.println("holdfast-replay: " + file + " cannot be read: "
                    + e.getClass().getSimpleName());
        } catch (IllegalArgumentException e) {
            err.println("holdfast-replay: " + file + ": " + e.getMessage());
        }
        return Optional.empty();
    }

    private static NetworkTable table(Optional<Path> networks) throws IOException {
        if (networks.isEmpty()) {
            return NetworkTable.of(List.of());
        }
        try (Reader reader = Files.newBufferedReader(networks.get())) {
            return NetworksCsv.read(reader);
        }
    }

    private static int replay(
            Replay replay, boolean explains, boolean progress, InputStream in, OutputStream out, PrintStream err)
            throws IOException {
        Lines lines = new Lines(in);
        BufferedWriter decisions = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
        DecisionWriter writer = new DecisionWriter(decisions, explains);
        long number = 0;
        long skipped = 0;
        while (lines.next()) {
            number++;
            if (lines.isBlank()) {
                continue;
            }
            try {
                Optional<Replay.Line> decided = replay.line(lines.bytes(), lines.length(), number);
                if (decided.isPresent()) {
                    writer.write(decided.get());
                }
            } catch (IllegalArgumentException e) {
                skipped++;
                err.println("line " + number + ": " + e.getMessage());
            }
            if (progress && number % PROGRESS_EVERY == 0) {
                err.print("\r" + number + " lines, " + skipped + " skipped");
            }
        }
        decisions.flush();
        if (skipped > 0) {
            err.println(skipped + " of " + number + " lines were skipped as invalid");
        }
        return skipped > 0 ? SKIPPED : ALL_READ;
    }
}
