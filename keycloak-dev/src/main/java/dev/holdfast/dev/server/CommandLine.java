package dev.holdfast.dev.server;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts Keycloak. It runs {@code java} itself, not {@code kc.sh}: one process, the same on every
 * system, whose end is seen and whose exit code is Keycloak's own.
 *
 * @param home of the server
 * @param options what was asked for
 * @param port HTTP
 * @param managementPort health and metrics
 * @param tlsPort HTTPS, used only where the options have stores for it
 */
record CommandLine(Path home, ServerOptions options, int port, int managementPort, int tlsPort) {

    /** Keycloak's exit code for "built anew, start me again", as {@code kc.sh} understands it. */
    static final int BUILT = 10;

    private static final List<String> OPENED =
            List.of("java.util", "java.util.concurrent", "java.security", "java.lang");

    /**
     * The whole command.
     *
     * @param built whether the server is built already, so that it need not look
     */
    List<String> command(boolean built) {
        List<String> command = new ArrayList<>();
        command.add(options.java().executable().toString());
        command.addAll(jvm());
        if (built) {
            command.add("-Dkc.config.built=true");
        }
        command.addAll(List.of(
                "-cp",
                home.resolve("lib").resolve("quarkus-run.jar").toString(),
                "io.quarkus.bootstrap.runner.QuarkusEntryPoint"));
        command.addAll(keycloak());
        return command;
    }

    /** What {@code kc.sh} gives the virtual machine, with a smaller start. */
    private List<String> jvm() {
        List<String> jvm = new ArrayList<>(List.of(
                "-Xms64m",
                "-Xmx768m",
                "-XX:MaxMetaspaceSize=384m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:TieredStopAtLevel=1",
                "-Dfile.encoding=UTF-8",
                "-Duser.language=en",
                "-Duser.country=US",
                "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                        + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory",
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                "-Dpicocli.disable.closures=true",
                "-Dkc.home.dir=" + home,
                "-Djboss.server.config.dir=" + home.resolve("conf")));
        OPENED.forEach(name -> jvm.add("--add-opens=java.base/" + name + "=ALL-UNNAMED"));
        jvm.add("--enable-native-access=ALL-UNNAMED");
        jvm.addAll(options.jvmOptions());
        return jvm;
    }

    private List<String> keycloak() {
        List<String> keycloak = new ArrayList<>(List.of(
                "start-dev",
                "--db=dev-mem",
                "--http-host=127.0.0.1",
                "--http-port=" + port,
                "--http-management-port=" + managementPort,
                // Fixed, so that the issuer is the same in a request and in a worker outside of one.
                "--hostname=" + address(),
                "--health-enabled=true",
                "--metrics-enabled=true",
                "--proxy-headers=xforwarded",
                "--proxy-trusted-addresses=127.0.0.0/8,::1",
                // Decided when building; said always, so that servers with TLS and without are built only once.
                "--https-client-auth=request",
                "--log-console-color=false"));
        if (!options.features().isEmpty()) {
            keycloak.add("--features=" + String.join(",", options.features()));
        }
        if (options.features().contains("ssf")) {
            // Receivers of demonstrations and tests listen on the loopback interface without TLS.
            keycloak.add("--spi-ssf-transmitter--default--allow-insecure-push-targets=true");
        }
        if (options.realmImport().isPresent()) {
            keycloak.add("--import-realm");
        }
        options.tls().ifPresent(files -> keycloak.addAll(tls(files)));
        return replaced(keycloak);
    }

    /** Where it serves realms; proofs and certificates meet at the same address. */
    String address() {
        return options.tls().isPresent() ? "https://127.0.0.1:" + tlsPort : "http://127.0.0.1:" + port;
    }

    private List<String> tls(TlsFiles files) {
        return List.of(
                "--https-port=" + tlsPort,
                "--https-key-store-file=" + files.keyStore(),
                "--https-key-store-password=" + files.password(),
                "--https-trust-store-file=" + files.trustStore(),
                "--https-trust-store-password=" + files.password(),
                "--truststore-paths=" + files.authority(),
                // Otherwise health and metrics would speak TLS too.
                "--http-management-scheme=http");
    }

    /** What was asked for takes the place of what every server has. */
    private List<String> replaced(List<String> common) {
        List<String> names =
                options.extraOptions().stream().map(CommandLine::name).toList();
        List<String> all = new ArrayList<>(
                common.stream().filter(option -> !names.contains(name(option))).toList());
        options.extraOptions().stream().filter(option -> !option.endsWith("=")).forEach(all::add);
        return all;
    }

    static String name(String option) {
        int end = option.indexOf('=');
        return end < 0 ? option : option.substring(0, end);
    }
}
