package dev.holdfast.risk.keycloak.jpa;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.Config;
import org.keycloak.provider.ProviderConfigProperty;

class JournalOptionsTest {

    private static final String PREFIX = "holdfast.journal.test.";

    private final Config.Scope config = new Config.SystemPropertiesScope(PREFIX);

    @AfterEach
    void forget() {
        JournalOptions.metadata().forEach(option -> System.clearProperty(PREFIX + option.getName()));
    }

    @Test
    void options_withoutAnyValue_haveTheirDefaults() {
        JournalOptions options = JournalOptions.of(config);

        assertThat(options.retention().keep()).isEqualTo(Duration.ofDays(7));
        assertThat(options.retention().rowsPerRealm()).isEqualTo(100_000);
        assertThat(options.replayTime()).isEqualTo(Duration.ofMinutes(5));
    }

    @ParameterizedTest
    @CsvSource({
        "retention-days, 0",
        "retention-days, 3651",
        "max-rows-per-realm, 0",
        "buffer, 0",
        "replay-max-rows, -1",
        "replay-max-seconds, 86401"
    })
    void option_outOfRange_stopsTheServerByItsName(String option, String value) {
        System.setProperty(PREFIX + option, value);

        assertThatThrownBy(() -> JournalOptions.of(config))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(option);
    }

    @Test
    void document_hasEachOptionWithItsDefault() throws IOException {
        String document = Files.readString(Path.of("..", "docs", "decision-journal.md"));

        for (ProviderConfigProperty option : JournalOptions.metadata()) {
            assertThat(document).contains("| `" + option.getName() + "` | " + option.getDefaultValue() + " |");
        }
    }
}
