package dev.holdfast.evaluation.keycloak.signal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.evaluation.delivery.AddressPolicy;
import dev.holdfast.evaluation.keycloak.http.BoundedPost;
import dev.holdfast.evaluation.keycloak.http.PinnedResolver;
import dev.holdfast.evaluation.keycloak.http.UnsuitableAddressException;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.http.impl.client.HttpClients;
import org.apache.http.impl.conn.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
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

    private AddressPolicy addresses = AddressPolicy.PUBLIC;
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        clock.shutdownNow();
    }

    private SignalTransmitter read() {
        ComponentModel model = new ComponentModel();
        settings.forEach(model::put);
        return TransmitterSettings.read(model, addresses);
    }

    /** What is accepted here is what can be asked there: no setting that fails at each poll. */
    @ParameterizedTest
    @CsvSource({
        "https://other.example/poll,     true,  true",
        "http://other.example/poll,      false, true",
        "http://localhost:8080/poll,     false, true",
        "https://localhost:8080/poll,    false, true",
        "https://127.0.0.1/poll,         false, true",
        "https://10.1.2.3/poll,          false, true",
        "https://[::1]/poll,             false, true",
        "https://169.254.169.254/poll,   false, false",
        "https://93.184.216.34/poll,     true,  true",
        "ftp://other.example/poll,       false, false",
        "https:///poll,                  false, false",
        "not a url,                      false, false",
    })
    void address_isAcceptedWhereItCanBePolled(String endpoint, boolean open, boolean closed) {
        settings.put("poll-endpoint", endpoint);
        for (AddressPolicy policy : AddressPolicy.values()) {
            addresses = policy;
            BoundedPost posts = new BoundedPost(
                    HttpClients.createMinimal(), new PinnedResolver(SystemDefaultDnsResolver.INSTANCE, policy), clock);
            if (policy == AddressPolicy.PUBLIC ? open : closed) {
                assertThat(read().source()).isPresent();
                assertThatCode(() -> posts.address(endpoint)).doesNotThrowAnyException();
            } else {
                assertThatThrownBy(this::read).hasMessageStartingWith("poll-endpoint is not acceptable");
                assertThatThrownBy(() -> posts.address(endpoint)).isInstanceOf(UnsuitableAddressException.class);
            }
        }
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
