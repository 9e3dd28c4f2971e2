package dev.holdfast.evaluation.keycloak.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.keycloak.component.ComponentModel;

class PollSettingsTest {

    private final Map<String, String> settings = new HashMap<>(Map.of(
            "issuer", "https://other.example",
            "audience", "https://us.example",
            "jwks-url", "https://other.example/jwks",
            "delivery", "poll",
            "poll-endpoint", "https://other.example/poll",
            "poll-authorization", "Bearer s3cret"));

    private SignalTransmitter read() {
        ComponentModel model = new ComponentModel();
        settings.forEach(model::put);
        return TransmitterSettings.read(model);
    }

    @Test
    void transmitter_thatIsPolled_needsNoBearerToken() {
        assertThat(read().source()).get().extracting(PollSource::endpoint).isEqualTo("https://other.example/poll");
        assertThat(read().source().toString() + read()).doesNotContain("s3cret");
    }

    @Test
    void transmitter_thatPushes_needsOne() {
        settings.remove("delivery");
        assertThatThrownBy(this::read).hasMessageStartingWith("bearer");
        settings.put("bearer", "0123456789abcdef");
        assertThat(read().source()).isEmpty();
    }

    @Test
    void token_insteadOfAHeader_needsAllThatBelongsToIt() {
        settings.remove("poll-authorization");
        settings.put("poll-token-endpoint", "https://as.example/token");
        assertThatThrownBy(this::read).hasMessageStartingWith("poll-client-id");
        settings.put("poll-client-id", "us");
        assertThatThrownBy(this::read).hasMessageStartingWith("poll-client-secret");
        settings.put("poll-client-secret", "s3cret");
        assertThat(read().source().orElseThrow().grant()).isPresent();
        assertThat(read().source().toString() + read()).doesNotContain("s3cret");
        settings.put("poll-client-auth", "none");
        assertThatThrownBy(this::read).hasMessageStartingWith("poll-client-auth");
    }

    @ParameterizedTest
    @CsvSource({
        "delivery,pull",
        "poll-endpoint,''",
        "poll-endpoint,http://other.example/poll",
        "poll-interval,0",
        "poll-authorization,''",
        "poll-token-endpoint,https://as.example/token"
    })
    void setting_thatCannotBe_isRefused(String name, String value) {
        settings.put(name, value);
        assertThatThrownBy(this::read).isInstanceOf(IllegalArgumentException.class);
    }
}
