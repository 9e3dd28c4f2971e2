package dev.holdfast.rp.sidecar;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;

/** {@code java -jar holdfast-sidecar.jar [--config file]}. */
public final class SidecarMain {

    private static final int BAD_SETTINGS = 2;

    private SidecarMain() {}

    /**
     * Starts, and stops on SIGTERM.
     *
     * @param args {@code --config} and a properties file, or {@code --help}, or nothing
     */
    public static void main(String[] args) {
        if (List.of(args).contains("--help")) {
            help(System.out);
            return;
        }
        try {
            Sidecar sidecar = Sidecar.start(SidecarSettings.of(file(args), System.getenv()));
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sidecar), "holdfast-sidecar-stop"));
            System.out.println("holdfast-sidecar listens on " + sidecar.address());
        } catch (SettingsException | IOException e) {
            System.err.println("holdfast-sidecar does not start: " + e.getMessage());
            System.exit(BAD_SETTINGS);
        }
    }

    private static void stop(Sidecar sidecar) {
        sidecar.close();
        System.out.println("holdfast-sidecar stopped");
    }

    private static Map<String, String> file(String[] args) throws SettingsException {
        if (args.length == 0) {
            return Map.of();
        }
        if (args.length != 2 || !args[0].equals("--config")) {
            throw new SettingsException("use --config and a file, or --help");
        }
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(Path.of(args[1]), StandardCharsets.UTF_8)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new SettingsException("cannot read the file given with --config: " + args[1]);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }

    /** The table of settings, from the only place where they are written. */
    static void help(PrintStream out) {
        out.println("java -jar holdfast-sidecar.jar [--config file]; the environment wins over the file");
        for (Setting setting : Setting.values()) {
            String fallback = setting.defaultValue
                    .map(value -> value.isEmpty() ? "" : "; default " + value)
                    .orElse("; must be set");
            out.println(setting.key() + " (" + setting.variable() + "): " + setting.meaning + "; " + setting.range()
                    + fallback);
        }
    }
}
