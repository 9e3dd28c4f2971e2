package dev.holdfast.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class KeyThumbprintTest {

    /** RFC 7638 section 3.1. */
    private static final String JKT = "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs";

    @Test
    void toUri_dpopKey_isTheUrnOfRfc9278() {
        assertThat(KeyThumbprint.dpop(JKT).toUri()).isEqualTo("urn:ietf:params:oauth:jwk-thumbprint:sha-256:" + JKT);
    }

    @Test
    void fromUri_whatToUriWrote_isReadBack() {
        assertThat(KeyThumbprint.fromUri(KeyThumbprint.dpop(JKT).toUri())).contains(KeyThumbprint.dpop(JKT));
        assertThat(KeyThumbprint.fromUri(KeyThumbprint.mtls(JKT).toUri())).contains(KeyThumbprint.mtls(JKT));
    }

    @Test
    void fromUri_otherHashOrTruncated_isEmpty() {
        assertThat(KeyThumbprint.fromUri("urn:ietf:params:oauth:jwk-thumbprint:sha-512:" + JKT))
                .isEmpty();
        assertThat(KeyThumbprint.fromUri("ni:///sha-256;short")).isEmpty();
    }

    @Test
    void constructor_malformedValue_isRefusedWithoutEchoingIt() {
        assertThatThrownBy(() -> KeyThumbprint.dpop("secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("secret");
    }
}
