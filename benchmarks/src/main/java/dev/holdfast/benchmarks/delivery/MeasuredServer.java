package dev.holdfast.benchmarks.delivery;

import dev.holdfast.benchmarks.delivery.keycloak.MeasureFactory;
import dev.holdfast.benchmarks.delivery.keycloak.MeasureResource;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.Distribution;
import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The servers that are measured. */
final class MeasuredServer {

    private static final List<Class<?>> CLASSES = classes();
    private static final String RESOURCES = "org.keycloak.services.resource.RealmResourceProviderFactory";
    private static final String BEANS =
            "<beans xmlns=\"https://jakarta.ee/xml/ns/jakartaee\" version=\"4.0\" bean-discovery-mode=\"annotated\"/>";

    private MeasuredServer() {}

    /** With our jars and the revocations of this measurement. */
    static KeycloakServer ours(List<String> options) throws IOException {
        Path work = place("holdfast.work");
        List<Path> jars = new ArrayList<>(DemoSetting.jars(place("holdfast.providers")));
        jars.add(measureJar(work));
        return start(ServerOptions.stock("measured").withProviders(jars), options);
    }

    /** Keycloak as it comes. */
    static KeycloakServer stock(List<String> options) {
        return start(ServerOptions.stock("measured-stock"), options);
    }

    private static KeycloakServer start(ServerOptions server, List<String> options) {
        ServerOptions all = server.withFeatures("ssf")
                // The development server compiles little, to start fast; a measured one is compiled as in production.
                .withJvmOption("-XX:TieredStopAtLevel=4");
        for (String option : options) {
            all = option.startsWith("-X") ? all.withJvmOption(option) : all.withOption(option);
        }
        return KeycloakServer.start(
                Distribution.at(place("holdfast.distribution")), place("holdfast.work"), all, System.err::println);
    }

    private static Path measureJar(Path work) throws IOException {
        Files.createDirectories(work);
        Path jar = work.resolve("holdfast-measure.jar");
        try (OutputStream file = Files.newOutputStream(jar);
                ZipOutputStream zip = new ZipOutputStream(file)) {
            add(zip, "META-INF/beans.xml", BEANS.getBytes(StandardCharsets.UTF_8));
            add(
                    zip,
                    "META-INF/services/" + RESOURCES,
                    MeasureFactory.class.getName().getBytes(StandardCharsets.UTF_8));
            for (Class<?> type : CLASSES) {
                String name = type.getName().replace('.', '/') + ".class";
                try (InputStream bytes = MeasuredServer.class.getClassLoader().getResourceAsStream(name)) {
                    if (bytes == null) {
                        throw new IllegalStateException("This program is incomplete: it has no " + name);
                    }
                    add(zip, name, bytes.readAllBytes());
                }
            }
        }
        return jar;
    }

    private static List<Class<?>> classes() {
        try {
            // The nameless one is the provider.
            return List.of(
                    MeasureResource.class, MeasureFactory.class, Class.forName(MeasureFactory.class.getName() + "$1"));
        } catch (ClassNotFoundException incomplete) {
            throw new IllegalStateException("This program is incomplete", incomplete);
        }
    }

    private static void add(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        ZipEntry entry = new ZipEntry(name);
        // The same bytes each time, so that a built server is used again.
        entry.setTimeLocal(
                java.time.LocalDateTime.ofInstant(Instant.EPOCH.plusSeconds(1_000_000_000), java.time.ZoneOffset.UTC));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }

    private static Path place(String property) {
        String path = System.getProperty(property, "");
        if (path.isEmpty()) {
            throw new IllegalStateException("Start this with -D" + property);
        }
        return Path.of(path);
    }
}
