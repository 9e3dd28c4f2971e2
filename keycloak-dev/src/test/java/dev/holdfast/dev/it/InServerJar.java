package dev.holdfast.dev.it;

import dev.holdfast.dev.inserver.EndTwiceFactory;
import dev.holdfast.dev.inserver.LaterFactory;
import dev.holdfast.dev.inserver.RefusingResponseFactory;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The providers of the tests as a jar that Keycloak installs, the same bytes each time. */
final class InServerJar {

    private InServerJar() {}

    static Path in(Path directory) {
        Path jar = directory
                .toAbsolutePath()
                .resolve("in-server-" + ProcessHandle.current().pid())
                .resolve("tests.jar");
        try {
            Files.createDirectories(jar.getParent());
            try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
                for (Class<?> type : List.of(
                        LaterFactory.class,
                        LaterFactory.Resource.class,
                        EndTwiceFactory.class,
                        EndTwiceFactory.Resource.class,
                        RefusingResponseFactory.class,
                        RefusingResponseFactory.Response.class)) {
                    String name = type.getName().replace('.', '/') + ".class";
                    try (InputStream bytes = type.getResourceAsStream("/" + name)) {
                        put(zip, name, bytes == null ? new byte[0] : bytes.readAllBytes());
                    }
                }
                // Without it Keycloak does not look for resources in a jar.
                put(zip, "META-INF/beans.xml", new byte[0]);
                put(
                        zip,
                        "META-INF/services/org.keycloak.services.resource.RealmResourceProviderFactory",
                        (LaterFactory.class.getName() + "\n" + EndTwiceFactory.class.getName())
                                .getBytes(StandardCharsets.UTF_8));
                put(
                        zip,
                        "META-INF/services/dev.holdfast.risk.keycloak.SessionResponseFactory",
                        RefusingResponseFactory.class.getName().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return jar;
    }

    private static void put(ZipOutputStream zip, String name, byte[] bytes) throws IOException {
        // Else a server that is built already would be built again.
        ZipEntry entry = new ZipEntry(name).setLastModifiedTime(FileTime.fromMillis(0));
        zip.putNextEntry(entry);
        zip.write(bytes);
        zip.closeEntry();
    }
}
