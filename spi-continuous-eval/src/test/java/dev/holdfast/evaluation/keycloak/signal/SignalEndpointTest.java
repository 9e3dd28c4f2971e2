package dev.holdfast.evaluation.keycloak.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.keycloak.component.ComponentModel;

class SignalEndpointTest {

    private static ComponentModel pushes(String name) {
        ComponentModel model = new ComponentModel();
        model.setId(name);
        model.setName(name);
        model.put("issuer", "https://" + name + ".example");
        model.put("audience", "us");
        model.put("bearer", "a secret of more than 16 characters");
        model.put("jwks-url", "https://" + name + ".example/jwks.json");
        return model;
    }

    @Test
    void transmitter_thatCannotBeRead_takesNothingFromTheOthers() {
        ComponentModel broken = pushes("broken");
        broken.put("per-minute", "many");

        assertThat(SignalEndpoint.readable(Stream.of(broken, pushes("good")), new Rates())
                        .map(one -> one.transmitter().name()))
                .containsExactly("good");
    }

    @Test
    void complaint_aboutOne_isMadeOnceAMinute() {
        Rates rates = new Rates();
        Instant now = Instant.ofEpochSecond(1_800_000_000L);
        assertThat(rates.mayBeLogged("a", now)).isTrue();
        assertThat(rates.mayBeLogged("a", now.plusSeconds(59))).isFalse();
        assertThat(rates.mayBeLogged("b", now)).isTrue();
        assertThat(rates.mayBeLogged("a", now.plusSeconds(60))).isTrue();
    }
}
