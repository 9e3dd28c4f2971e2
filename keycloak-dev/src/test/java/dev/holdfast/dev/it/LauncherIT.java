package dev.holdfast.dev.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.dev.client.Http;
import dev.holdfast.dev.demo.DemoSetting;
import dev.holdfast.dev.server.Distribution;
import dev.holdfast.dev.server.KeycloakServer;
import dev.holdfast.dev.server.ServerOptions;
import dev.holdfast.dev.server.ServerStartException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launcher itself: what it promises when all goes well, and what it says when not. */
class LauncherIT {

    private final List<String> progress = new ArrayList<>();

    @TempDir
    Path directory;

    @BeforeEach
    void startsProcessesOfItsOwn() {
        org.junit.jupiter.api.Assumptions.assumeFalse(TestSettings.inContainer(), "Only for the distribution");
    }

    /** Of another name and with another setting than the running server of the tests, but built from the same. */
    @Test
    void start_withARealmFile_buildsNothingAnewServesThatRealmAndEndsWithoutATrace() throws IOException {
        Servers.get(OptionSet.STOCK);
        Path file = directory.resolve("imported-realm.json");
        Files.writeString(file, "{\"realm\":\"imported\",\"enabled\":true}");

        KeycloakServer server = start(ServerOptions.stock("launcher")
                .withFeatures("ssf")
                .withOption("--log-level=info,dev.holdfast:debug")
                .withRealmImport(file));
        try (server) {
            assertThat(get(server.realm("imported"))).isEqualTo(200);
            assertThat(get(URI.create(server.managementUri() + "/metrics"))).isEqualTo(200);
            assertThat(server.log()).content().contains("imported");
        }

        assertThat(server.isAlive()).isFalse();
        assertThat(progress).noneMatch(line -> line.startsWith("Buil"));
        assertThat(progress).last().asString().startsWith("Ready in ");
    }

    @Test
    void start_withAnOptionThatKeycloakDoesNotKnow_failsWithTheEndOfItsLog() {
        ServerOptions options = ServerOptions.stock("launcher-broken").withOption("--no-such-option=1");

        assertThatThrownBy(() -> start(options))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("exit code")
                .hasMessageContaining("no-such-option");
    }

    @Test
    void start_thatTakesTooLong_failsAndLeavesNoProcess() {
        ServerOptions options =
                ServerOptions.stock("launcher").withFeatures("ssf").withStartTimeout(Duration.ofMillis(1));

        assertThatThrownBy(() -> start(options))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("was not ready after");
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::info))
                .noneMatch(info ->
                        String.join(" ", info.arguments().orElse(new String[0])).contains("launcher_"));
    }

    @Test
    void demoRealm_onAServerWithoutOurJars_isRefusedInKeycloaksWords() {
        assertThatThrownBy(() -> TestRealm.create(Servers.get(OptionSet.STOCK), DemoSetting.realm("demo")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("Could not create the realm");
    }

    private KeycloakServer start(ServerOptions options) {
        return KeycloakServer.start(
                Distribution.at(TestSettings.distribution()), TestSettings.work(), options, progress::add);
    }

    private static int get(URI uri) {
        return Http.send(Http.to(uri).build()).status();
    }
}
