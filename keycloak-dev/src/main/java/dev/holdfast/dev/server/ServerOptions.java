package dev.holdfast.dev.server;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What kind of server to start. Several kinds live side by side, each in a working copy of its own.
 *
 * @param name of the kind; part of a directory name, so letters, digits and dashes
 * @param features Keycloak features switched on, as in {@code ssf}
 * @param providers jars to install
 * @param realmImport a realm file to import while starting
 * @param port of the HTTP listener on 127.0.0.1; 0 takes a free one
 * @param tls the stores of an HTTPS listener beside it, on a free port, if there is to be one
 * @param extraOptions further options of {@code kc.sh start-dev}
 * @param jvmOptions further options of the Java that runs it
 * @param java the Java that runs it
 * @param startTimeout how long building and starting may take together
 */
public record ServerOptions(
        String name,
        List<String> features,
        List<Path> providers,
        Optional<Path> realmImport,
        int port,
        Optional<TlsFiles> tls,
        List<String> extraOptions,
        List<String> jvmOptions,
        JavaRuntime java,
        Duration startTimeout) {

    /** Generous: building takes 20 s on two idle cores, and test machines are rarely idle. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(4);

    /** Copies the lists. */
    public ServerOptions {
        if (!name.matches("[a-z0-9-]+")) {
            throw new IllegalArgumentException("The name of a kind of server is letters, digits and dashes: " + name);
        }
        features = List.copyOf(features);
        providers = List.copyOf(providers);
        extraOptions = List.copyOf(extraOptions);
        jvmOptions = List.copyOf(jvmOptions);
    }

    /** A plain Keycloak as it comes, on a free port. */
    public static ServerOptions stock(String name) {
        return new ServerOptions(
                name,
                List.of(),
                List.of(),
                Optional.empty(),
                Ports.ANY,
                Optional.empty(),
                List.of(),
                List.of(),
                JavaRuntime.current(),
                START_TIMEOUT);
    }

    /** With these Keycloak features switched on. */
    public ServerOptions withFeatures(String... switchedOn) {
        return new ServerOptions(
                name,
                List.of(switchedOn),
                providers,
                realmImport,
                port,
                tls,
                extraOptions,
                jvmOptions,
                java,
                startTimeout);
    }

    /** With these jars installed. */
    public ServerOptions withProviders(List<Path> jars) {
        return new ServerOptions(
                name, features, jars, realmImport, port, tls, extraOptions, jvmOptions, java, startTimeout);
    }

    /** With a realm imported while starting. */
    public ServerOptions withRealmImport(Path file) {
        return new ServerOptions(
                name, features, providers, Optional.of(file), port, tls, extraOptions, jvmOptions, java, startTimeout);
    }

    /** On this port, 0 for a free one. */
    public ServerOptions withPort(int httpPort) {
        return new ServerOptions(
                name, features, providers, realmImport, httpPort, tls, extraOptions, jvmOptions, java, startTimeout);
    }

    /** With an HTTPS listener that asks for a client certificate and lives without one. */
    public ServerOptions withTls(TlsFiles files) {
        return new ServerOptions(
                name,
                features,
                providers,
                realmImport,
                port,
                Optional.of(files),
                extraOptions,
                jvmOptions,
                java,
                startTimeout);
    }

    /**
     * With one more option of {@code kc.sh start-dev}. It replaces one of the same name that every server has; without a
     * value after {@code =} that one is left out.
     */
    public ServerOptions withOption(String option) {
        return new ServerOptions(
                name,
                features,
                providers,
                realmImport,
                port,
                tls,
                with(extraOptions, option),
                jvmOptions,
                java,
                startTimeout);
    }

    /** With one more option of the Java that runs it. */
    public ServerOptions withJvmOption(String option) {
        return new ServerOptions(
                name,
                features,
                providers,
                realmImport,
                port,
                tls,
                extraOptions,
                with(jvmOptions, option),
                java,
                startTimeout);
    }

    /** With this much time to come up. */
    public ServerOptions withStartTimeout(Duration atMost) {
        return new ServerOptions(
                name, features, providers, realmImport, port, tls, extraOptions, jvmOptions, java, atMost);
    }

    private static List<String> with(List<String> some, String more) {
        List<String> all = new ArrayList<>(some);
        all.add(more);
        return all;
    }
}
