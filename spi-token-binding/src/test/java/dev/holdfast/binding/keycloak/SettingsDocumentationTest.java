package dev.holdfast.binding.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.keycloak.provider.ProviderConfigProperty;

/** A setting stands in the code once; its documentation is made from it. Run with -Dholdfast.write=true to write it. */
class SettingsDocumentationTest {

    private static final Path PAGE = Path.of("..", "docs", "token-binding.md");

    static Stream<Arguments> tables() {
        return Stream.of(
                Arguments.of(NhiClientConditionFactory.PROVIDER_ID, NhiClientConditionFactory.SETTINGS),
                Arguments.of(SenderConstrainedTokensExecutorFactory.PROVIDER_ID, BindingConfiguration.SETTINGS));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("tables")
    void page_settings_areThoseOfTheCode(String provider, List<Setting> settings) throws IOException {
        String page = Files.readString(PAGE);
        String begin = "<!-- settings:" + provider + " -->\n";
        int from = page.indexOf(begin) + begin.length();
        int to = page.indexOf("<!-- /settings -->", from);
        if (Boolean.getBoolean("holdfast.write")) {
            Files.writeString(PAGE, page.substring(0, from) + table(settings) + page.substring(to));
            return;
        }
        assertThat(page.substring(from, to)).isEqualTo(table(settings));
    }

    private static String table(List<Setting> settings) {
        return settings.stream()
                .map(Setting::property)
                .map(property -> "| `" + property.getName() + "` | `" + property.getDefaultValue() + "` | "
                        + values(property) + property.getHelpText() + " |\n")
                .collect(Collectors.joining("", "| setting | default | what it does |\n|---|---|---|\n", ""));
    }

    private static String values(ProviderConfigProperty property) {
        List<String> options = property.getOptions();
        return options == null ? "" : "`" + String.join("`, `", options) + "`. ";
    }
}
