package dev.holdfast.dev.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LauncherErrorsTest {

    @TempDir
    Path directory;

    @Test
    void distribution_thatIsMissing_namesTheCommandThatFetchesIt() {
        assertThatThrownBy(() -> Distribution.at(directory))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("./mvnw verify")
                .hasMessageNotContaining("\n");
    }

    @Test
    void port_thatIsTaken_isNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> Ports.claim(taken.getLocalPort()))
                    .isInstanceOf(ServerStartException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void port_thatIsFree_isTaken() {
        int free = Ports.claim(Ports.ANY);

        assertThat(Ports.claim(free)).isEqualTo(free);
    }

    @Test
    void java_thatIsTooOld_isNamedWithTheOneThatIsNeeded() throws IOException {
        Files.writeString(directory.resolve("release"), "JAVA_VERSION=\"11.0.22\"\n");

        assertThatThrownBy(() -> JavaRuntime.at(directory))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("JDK 17 or newer")
                .hasMessageContaining("JDK 11");
    }

    @Test
    void java_thatIsMissing_isNamed() {
        assertThatThrownBy(() -> JavaRuntime.at(directory))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("JAVA_HOME");
    }

    @ParameterizedTest
    @CsvSource({"17.0.15,17", "25,25", "25.0.3,25", "1.8.0_402,8", "26-ea,26"})
    void java_ofEveryNumbering_isUnderstood(String version, int feature) {
        assertThat(JavaRuntime.feature("\"" + version + "\"")).isEqualTo(feature);
    }
}
