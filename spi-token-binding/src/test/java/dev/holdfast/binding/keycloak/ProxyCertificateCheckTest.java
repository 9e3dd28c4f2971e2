package dev.holdfast.binding.keycloak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyCertificateCheckTest {

    @ParameterizedTest
    @ValueSource(strings = {"apache", "envoy", "haproxy", "nginx", "rfc9440", "traefik"})
    void headerLookup_withoutTrustedProxies_isWarnedOf(String lookup) {
        assertThat(ProxyCertificateCheck.warning(lookup, null))
                .hasValueSatisfying(
                        warning -> assertThat(warning).contains(lookup).contains("--proxy-trusted-addresses"));
        assertThat(ProxyCertificateCheck.warning(lookup, " ")).isPresent();
    }

    @Test
    void headerLookup_withTrustedProxies_isFine() {
        assertThat(ProxyCertificateCheck.warning("haproxy", "10.0.0.1")).isEmpty();
    }

    @Test
    void connectionLookup_needsNoProxy() {
        assertThat(ProxyCertificateCheck.warning("default", null)).isEmpty();
    }
}
