package dev.holdfast.dev.it;

import dev.holdfast.dev.client.TestAuthority;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.Distribution;
import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.RunningKeycloak;
import dev.holdfast.dev.server.ServerOptions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The servers of the integration tests: one per {@link OptionSet}, started when first asked for, shared by all test
 * classes. A test asks again in each class and keeps no server beyond it.
 */
public final class Servers {

    /** Issues the certificates of the servers with TLS and of those who call them. */
    static final TestAuthority AUTHORITY = TestAuthority.named("CN=Holdfast test authority");

    /** Two servers fit beside a build on a small machine; a third does not. */
    private static final int MOST_ALIVE = 2;

    /** In the order of use, the least recently used first. */
    private static final Map<OptionSet, RunningKeycloak> ALIVE = new LinkedHashMap<>(MOST_ALIVE, 0.75f, true);

    private Servers() {}

    /** The server with these options; it may take a minute when it is asked for the first time. */
    public static synchronized RunningKeycloak get(OptionSet options) {
        RunningKeycloak alive = ALIVE.get(options);
        if (alive != null) {
            return alive;
        }
        while (ALIVE.size() >= MOST_ALIVE) {
            OptionSet longestUnused = ALIVE.keySet().iterator().next();
            RunningKeycloak server = ALIVE.remove(longestUnused);
            if (server != null) {
                server.close();
            }
        }
        RunningKeycloak started = TestSettings.inContainer() ? ContainerKeycloak.start(options) : start(options);
        ALIVE.put(options, started);
        return started;
    }

    /** Stops all of them. */
    static synchronized void stopAll() {
        ALIVE.values().forEach(RunningKeycloak::close);
        ALIVE.clear();
    }

    /** What a launcher has to be told for these options. */
    static ServerOptions options(OptionSet set) {
        // Two thirds of the memory, and no slower on two processors.
        ServerOptions options = ServerOptions.stock(set.name()).withJvmOption("-XX:+UseSerialGC");
        if (set.ours()) {
            List<Path> jars = new ArrayList<>(DemoSetting.jars(TestSettings.providers()));
            // All of these, so that they are built from the same.
            if (set.ssf()) {
                jars.add(InServerJar.in(TestSettings.work()));
                for (String option : Vault.options()) {
                    options = options.withOption(option);
                }
            }
            options = options.withProviders(jars);
            options = DemoSetting.knowingNetworks(options, TestSettings.work());
        }
        if (set.ssf()) {
            options = options.withFeatures("ssf");
        }
        if (set.tls()) {
            String own = "tls-" + ProcessHandle.current().pid();
            options = options.withTls(
                    AUTHORITY.files(TestSettings.work().toAbsolutePath().resolve(own)));
        }
        for (String option : set.options()) {
            options = options.withOption(option);
        }
        if (TestSettings.coverage().isPresent() && set.ours()) {
            options = options.withJvmOption(TestSettings.coverage().get());
        }
        return options;
    }

    private static RunningKeycloak start(OptionSet set) {
        Distribution distribution = Distribution.at(TestSettings.distribution());
        return KeycloakServer.start(
                distribution,
                TestSettings.work(),
                options(set),
                line -> System.out.println("[" + set.name() + "] " + line));
    }
}
