package dev.holdfast.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.dev.server.ServerOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoSettingTest {

    @TempDir
    Path work;

    @Test
    void realm_underAnotherName_keepsItsPolicies() {
        JsonNode realm = DemoSetting.realm("other");

        assertThat(realm.path("realm").asText()).isEqualTo("other");
        assertThat(realm.at("/clientProfiles/profiles/0/executors").findValuesAsText("executor"))
                .containsExactly("sender-constrained-tokens", "session-risk");
        assertThat(realm.at("/clientPolicies/policies/0/profiles/0").asText())
                .isEqualTo(realm.at("/clientProfiles/profiles/0/name").asText());
    }

    @Test
    void secretOfTheRunner_isTheOneInTheRealm() {
        JsonNode runner = DemoSetting.realm("demo").at("/clients/0");

        assertThat(runner.path("clientId").asText()).isEqualTo(Stage.RUNNER.clientId());
        assertThat(runner.path("secret").asText()).isEqualTo(Stage.RUNNER.secret());
    }

    @Test
    void networks_areWrittenWhereTheServerIsToldToRead() throws IOException {
        ServerOptions options = DemoSetting.knowingNetworks(ServerOptions.stock("some"), work);

        String option = options.extraOptions().get(0);
        Path file = Path.of(option.substring(option.indexOf('=') + 1));
        assertThat(Files.readAllLines(file))
                .startsWith("cidr,owner,kind")
                .contains("203.0.113.0/24,Example home ISP,residential");
    }

    @Test
    void jars_areTheOnesInTheDirectoryInTheOrderOfTheirNames() throws IOException {
        Files.createFile(work.resolve("b.jar"));
        Files.createFile(work.resolve("a.jar"));
        Files.createFile(work.resolve("readme.txt"));

        assertThat(DemoSetting.jars(work)).containsExactly(work.resolve("a.jar"), work.resolve("b.jar"));
    }
}
