package dev.holdfast.binding.keycloak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.binding.BindingSettings;
import dev.holdfast.binding.KeyAdmission;
import dev.holdfast.binding.KeyChange;
import dev.holdfast.binding.LifetimeCaps;
import dev.holdfast.binding.Mode;
import dev.holdfast.binding.NonceDemand;
import dev.holdfast.binding.ProofPolicy;
import dev.holdfast.binding.RegistrationRule;
import dev.holdfast.binding.SeenKeys;
import dev.holdfast.events.KeyThumbprint.Kind;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingConfigurationTest {

    @Test
    void toSettings_nothingSaid_areTheStrictDefaults() {
        assertThat(new BindingConfiguration().toSettings())
                .isEqualTo(new BindingSettings(
                        Mode.ENFORCE,
                        Set.of(Kind.DPOP, Kind.MTLS),
                        true,
                        KeyChange.REFUSE,
                        KeyAdmission.FIRST_SEEN,
                        new SeenKeys.Limit(10, Duration.ofHours(1)),
                        new ProofPolicy(
                                Set.of("ES256", "ES384", "PS256", "EdDSA"),
                                Duration.ofSeconds(23),
                                Duration.ofSeconds(15)),
                        NonceDemand.ON_RISK,
                        Duration.ofMinutes(2),
                        new LifetimeCaps(
                                Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(12), Duration.ZERO),
                        RegistrationRule.AUTO_CONFIGURE));
    }

    @Test
    void toSettings_everythingSaid_isRead() {
        BindingConfiguration configuration = new BindingConfiguration();
        configuration.setConfigAsMap("mode", "observe");
        configuration.setConfigAsMap("mechanisms", "mtls");
        configuration.setConfigAsMap("bind-refresh-tokens", false);
        configuration.setConfigAsMap("key-admission", "registered");
        configuration.setConfigAsMap("key-change", "with-proof-of-both-keys");
        configuration.setConfigAsMap("proof-algorithms", "ES256, PS512");
        configuration.setConfigAsMap("max-proof-age-seconds", 5);
        configuration.setConfigAsMap("max-clock-skew-seconds", 0);
        configuration.setConfigAsMap("server-nonce", "always");
        configuration.setConfigAsMap("nonce-lifetime-seconds", 10);
        configuration.setConfigAsMap("max-session-lifetime-seconds", 120);
        configuration.setConfigAsMap("max-offline-token-lifetime-seconds", 180);
        configuration.setConfigAsMap("registration", "refuse");
        configuration.setConfigAsMap("new-keys", "3");
        configuration.setConfigAsMap("new-keys-period-seconds", 120);
        configuration.setConfigAsMap("max-access-token-lifetime-seconds", "10");
        configuration.setConfigAsMap("max-refresh-token-lifetime-seconds", "60");
        assertThat(configuration.toSettings())
                .isEqualTo(new BindingSettings(
                        Mode.OBSERVE,
                        Set.of(Kind.MTLS),
                        false,
                        KeyChange.WITH_PROOF_OF_BOTH_KEYS,
                        KeyAdmission.REGISTERED,
                        new SeenKeys.Limit(3, Duration.ofMinutes(2)),
                        new ProofPolicy(Set.of("ES256", "PS512"), Duration.ofSeconds(5), Duration.ZERO),
                        NonceDemand.ALWAYS,
                        Duration.ofSeconds(10),
                        new LifetimeCaps(
                                Duration.ofSeconds(10),
                                Duration.ofMinutes(1),
                                Duration.ofMinutes(2),
                                Duration.ofMinutes(3)),
                        RegistrationRule.REFUSE));
    }

    @ParameterizedTest
    @CsvSource({
        "mode, off",
        "mechanisms, bearer",
        "bind-refresh-tokens, maybe",
        "key-admission, none",
        "new-keys, 0",
        "new-keys, many",
        "proof-algorithms, none",
        "proof-algorithms, HS256",
        "proof-algorithms, ','",
        "max-proof-age-seconds, 24",
        "max-clock-skew-seconds, 16",
        "key-change, always",
        "max-access-token-lifetime-seconds, 9",
        "max-access-token-lifetime-seconds, 3601",
        "max-access-token-lifetime-seconds, 99999999999999999999"
    })
    void validateConfig_valueOutOfRange_isRefusedByName(String key, String value) {
        BindingConfiguration configuration = new BindingConfiguration();
        configuration.setConfigAsMap(key, value);
        assertThat(configuration.validateConfig()).isFalse();
        assertThatThrownBy(configuration::toSettings).hasMessageContaining(key);
        assertThat(configuration.toSettingsOrDefaults()).isEqualTo(new BindingConfiguration().toSettings());
    }
}
