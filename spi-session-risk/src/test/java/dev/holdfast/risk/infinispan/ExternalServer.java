package dev.holdfast.risk.infinispan;

import dev.holdfast.binding.infinispan.BindingSchemaImpl;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.infinispan.client.hotrod.RemoteCacheManager;
import org.infinispan.client.hotrod.configuration.ConfigurationBuilder;

/** An Infinispan server as its own process, from the class path that the build wrote down; which its owner stops. */
final class ExternalServer {

    private static final Path CLASS_PATH = Path.of("target", "infinispan-server.classpath");
    private static final Path CONFIGURATION = Path.of("src", "test", "resources", "infinispan-server", "conf");
    private static final Path ROOT = Path.of("target", "infinispan-server");
    private static final long MOST_SECONDS = 120;

    private final Process process;
    private final int port;

    private ExternalServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static ExternalServer start() throws IOException, InterruptedException {
        Path conf = Files.createDirectories(ROOT.resolve("conf"));
        Files.createDirectories(ROOT.resolve("lib"));
        for (String name : List.of("infinispan.xml", "log4j2.xml", "users.properties", "groups.properties")) {
            Files.write(conf.resolve(name), Files.readAllBytes(CONFIGURATION.resolve(name)));
        }
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Path log = ROOT.resolve("server.log");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        Files.readString(CLASS_PATH),
                        "org.infinispan.server.Bootstrap",
                        "-s",
                        ROOT.toAbsolutePath().toString(),
                        "-b",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        ExternalServer server = new ExternalServer(process, port);
        server.awaitStarted(log);
        return server;
    }

    private void awaitStarted(Path log) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(MOST_SECONDS);
        // ISPN080001: Infinispan Server … started
        while (!Files.readString(log).contains("ISPN080001")) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                process.destroyForcibly();
                throw new IllegalStateException("The server did not start:\n" + Files.readString(log));
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    /** A client that may create caches, as Keycloak's own. */
    RemoteCacheManager admin() {
        return client("admin", "admin-of-the-tests");
    }

    /** A client that may only use caches that exist. */
    RemoteCacheManager user() {
        return client("user", "user-of-the-tests");
    }

    private RemoteCacheManager client(String name, String password) {
        ConfigurationBuilder client = new ConfigurationBuilder();
        client.addServer().host("127.0.0.1").port(port);
        client.security()
                .authentication()
                .saslMechanism("SCRAM-SHA-256")
                .username(name)
                .password(password)
                .realm("default");
        client.addContextInitializers(new RiskSchemaImpl(), new BindingSchemaImpl());
        return new RemoteCacheManager(client.build());
    }

    /** Whether the process is stopped in the middle of what it does, with its connections open. */
    void pause(boolean paused) throws IOException, InterruptedException {
        new ProcessBuilder("kill", paused ? "-STOP" : "-CONT", Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }

    void stop() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(10, TimeUnit.SECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }
}
