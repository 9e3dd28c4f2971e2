package dev.holdfast.risk.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.risk.replay.PolicyFile;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RiskConfigurationTest {

    private static RiskConfiguration with(Object envelopes) {
        RiskConfiguration configuration = new RiskConfiguration();
        configuration.setConfigAsMap("envelopes", envelopes);
        return configuration;
    }

    @Test
    void toSettings_nothingSaid_areTheDefaults() {
        assertThat(new RiskConfiguration().toSettings()).isEqualTo(RiskConfiguration.DEFAULT);
    }

    @Test
    void toSettings_envelopesAsTextOrAsJson_areTheSame() {
        PolicyFile text = with("[{\"client\":\"ci\",\"scopes\":[\"read\"],\"maxRequestsPerHour\":60}]")
                .toSettings();

        assertThat(text.envelopes()).singleElement().satisfies(envelope -> {
            assertThat(envelope.client()).isEqualTo(Optional.of("ci"));
            assertThat(envelope.scopes()).isEqualTo(Optional.of(Set.of("read")));
            assertThat(envelope.maxRequestsPerHour()).isEqualTo(OptionalInt.of(60));
        });
        assertThat(with(List.of(Map.of("client", "ci", "scopes", List.of("read"), "maxRequestsPerHour", 60)))
                        .toSettings())
                .isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "[",
                "[1]",
                "[{\"maxRequestsPerHour\":0}]",
                "[{\"hours\":\"always\"}]",
                "[{\"notAfter\":\"tomorrow\"}]",
                "[] []"
            })
    void validateConfig_envelopesThatCannotBeRead_areRefused(String envelopes) {
        assertThat(with(envelopes).validateConfig()).isFalse();
        assertThat(with(envelopes).toSettingsOrDefaults()).isEqualTo(RiskConfiguration.DEFAULT);
    }
}
