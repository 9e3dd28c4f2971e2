package dev.holdfast.rp.sidecar;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.rp.testing.TestRealm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarProcessTest {

    @TempDir
    private Path folder;

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                SidecarMain.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    @Test
    void main_nothingSet_doesNotStartAndSaysWhyInOneLine() throws Exception {
        Process process = start();
        List<String> lines;
        try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
            lines = out.lines().toList();
        }
        assertThat(process.waitFor()).isEqualTo(2);
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0)).startsWith("holdfast-sidecar does not start: set issuer (HOLDFAST_ISSUER)");
    }

    @Test
    void main_terminated_stopsGracefully() throws Exception {
        try (TestRealm realm = new TestRealm()) {
            Path config = folder.resolve("sidecar.properties");
            Files.writeString(
                    config,
                    RunningSidecar.settings(realm, Map.of()).entrySet().stream()
                            .map(entry -> entry.getKey() + "=" + entry.getValue())
                            .collect(Collectors.joining("\n")));
            Process process = start("--config", config.toString());
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(out.readLine()).startsWith("holdfast-sidecar listens on /127.0.0.1:");
                // Not Process.destroy, which closes what is still to be read.
                process.toHandle().destroy();
                assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
                assertThat(out.readLine()).isEqualTo("holdfast-sidecar stopped");
            }
        }
    }
}
