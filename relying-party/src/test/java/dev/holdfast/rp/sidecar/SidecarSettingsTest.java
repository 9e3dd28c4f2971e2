package dev.holdfast.rp.sidecar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SidecarSettingsTest {

    private static final Map<String, String> GOOD = Map.of(
            "issuer", "https://kc.example/realms/demo",
            "audience", "api",
            "origins", "https://api.example",
            "events.authorization", "Bearer s3cret");

    private static SidecarSettings with(String key, String value) throws SettingsException {
        Map<String, String> file = new HashMap<>(GOOD);
        file.put(key, value);
        return SidecarSettings.of(file, Map.of());
    }

    @Test
    void read_mandatoryOnes_restHasItsDefault() throws SettingsException {
        SidecarSettings settings = SidecarSettings.of(GOOD, Map.of());
        assertThat(settings.number(Setting.LISTEN_PORT)).isEqualTo(8_181);
        assertThat(settings.text(Setting.LISTEN_ADDRESS)).isEqualTo("127.0.0.1");
        assertThat(settings.flag(Setting.BEARER)).isFalse();
        assertThat(settings.seconds(Setting.TOKEN_LIFETIME)).hasHours(1);
        assertThat(settings.list(Setting.TRUSTED_PROXIES)).isEmpty();
        assertThat(settings.toString()).contains("audience=api").doesNotContain("s3cret");
    }

    @Test
    void read_nothingSet_saysInOneLineWhatToSet() {
        assertThatThrownBy(() -> SidecarSettings.of(Map.of(), Map.of()))
                .isInstanceOf(SettingsException.class)
                .message()
                .contains("issuer (HOLDFAST_ISSUER)")
                .contains("audience (HOLDFAST_AUDIENCE)")
                .contains("origins (HOLDFAST_ORIGINS)")
                .contains("events.authorization (HOLDFAST_EVENTS_AUTHORIZATION)")
                .doesNotContain("\n");
    }

    @Test
    void read_alsoInTheEnvironment_environmentWins() throws SettingsException {
        SidecarSettings settings = SidecarSettings.of(GOOD, Map.of("HOLDFAST_TOKEN_MAX_LIFETIME", "300"));
        assertThat(settings.number(Setting.TOKEN_LIFETIME)).isEqualTo(300);
    }

    @ParameterizedTest
    @CsvSource({
        "threads, 0",
        "threads, many",
        "listen.port, 65536",
        "bearer, yes",
        "issuer, http://kc.example/realms/demo",
        "proof.lifetime, 301",
        "clock.skew, 61"
    })
    void read_valueOutOfRange_isRefusedByName(String key, String value) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + " (HOLDFAST_");
    }

    @Test
    void read_unknownName_isRefused() {
        assertThatThrownBy(() -> with("audiences", "api")).hasMessage("unknown settings: [audiences]");
    }

    @ParameterizedTest
    @CsvSource({
        "origins, https://api.example/path",
        "origins, api.example",
        "origins, https://u@api.example",
        "trusted.proxies, gateway.example",
        "trusted.proxies, 10.0.0.0/33",
        "trusted.proxies, 10.0.0.256",
        "nonce.key, c2hvcnQ="
    })
    void start_settingThatMeansNothing_isRefusedByName(String key, String value) throws SettingsException {
        SidecarSettings settings = with(key, value);
        assertThatThrownBy(() -> Wiring.of(settings))
                .isInstanceOf(SettingsException.class)
                .hasMessageStartingWith(key + " (HOLDFAST_");
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, true",
        "::1, true",
        "10.1.2.3, true",
        "10.2.0.1, false",
        "192.0.2.7, true",
        "192.0.2.8, false"
    })
    void proxies_peer_isTrustedIfListedOrOnThisMachine(String peer, boolean trusted) throws Exception {
        TrustedProxies proxies = TrustedProxies.of(List.of("10.1.0.0/16", "192.0.2.7", "2001:db8::/32"));
        assertThat(proxies.contains(InetAddress.getByName(peer))).isEqualTo(trusted);
    }
}
