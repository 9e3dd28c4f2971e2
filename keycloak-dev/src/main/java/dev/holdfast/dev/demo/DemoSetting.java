package dev.holdfast.dev.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.dev.client.Json;
import dev.holdfast.dev.server.ServerOptions;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;

/** The stage: what has to be installed and configured before the story can be played. */
public final class DemoSetting {

    private static final String NETWORKS = "networks.csv";

    private DemoSetting() {}

    /** The demo realm as JSON, under another name if one is given. */
    public static ObjectNode realm(String name) {
        return Json.resource(DemoSetting.class, "demo-realm.json").put("realm", name);
    }

    /** A server with everything of ours switched on. */
    public static ServerOptions server(String name, Path providers, Path work) {
        return knowingNetworks(ServerOptions.stock(name).withFeatures("ssf").withProviders(jars(providers)), work);
    }

    /** The owners of the documentation address ranges, told to the executor that weighs a change of network. */
    public static ServerOptions knowingNetworks(ServerOptions options, Path work) {
        Path networks = work.toAbsolutePath().resolve(NETWORKS);
        try (InputStream resource = DemoSetting.class.getResourceAsStream(NETWORKS)) {
            if (resource == null) {
                throw new IllegalStateException("This program is incomplete: it has no " + NETWORKS);
            }
            Files.createDirectories(work);
            Files.copy(resource, networks, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return options.withOption("--spi-client-policy-executor--session-risk--networks-file=" + networks);
    }

    /** The jars in a directory, in the order of their names. */
    public static List<Path> jars(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList();
        } catch (IOException missing) {
            throw new UncheckedIOException("No jars in " + directory + "; build them with ./mvnw verify", missing);
        }
    }
}
