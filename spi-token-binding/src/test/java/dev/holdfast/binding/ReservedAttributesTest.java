package dev.holdfast.binding;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReservedAttributesTest {

    @ParameterizedTest
    @CsvSource({
        "holdfast.receives-all, true",
        "holdfast.keys.barred, true",
        "holdfast.envelope, true",
        "holdfast.push.anything, true",
        "Holdfast.Receives-All, true",
        "' holdfast.nhi', true",
        "holdfastened, false",
        "ssf.enabled, true",
        "ssf.streamAudience, true",
        "ssf.stream.aud, true",
        "SSF.Stream.Delivery.AuthorizationHeader, true",
        "ssfx.enabled, false",
        "x.ssf.enabled, false",
        "x.holdfast.nhi, false"
    })
    void attribute_byItsName_isReservedOrNot(String name, boolean reserved) {
        assertThat(ReservedAttributes.of(Map.of(name, "v")).containsKey(name)).isEqualTo(reserved);
    }

    @Test
    void changed_namesWhatIsAddedChangedOrRemoved() {
        assertThat(ReservedAttributes.changed(
                        Map.of("holdfast.same", "1", "holdfast.other", "1", "holdfast.gone", "1"),
                        Map.of("holdfast.same", "1", "holdfast.other", "2", "holdfast.new", "1")))
                .containsExactly("holdfast.gone", "holdfast.new", "holdfast.other");
    }

    @Test
    void holding_namesOurs_butNotTheStream() {
        assertThat(ReservedAttributes.holding(
                        Map.of("Holdfast.keys.barred", "1", "holdfast.nhi", "1", "ssf.enabled", "true", "other", "1")))
                .containsExactly("Holdfast.keys.barred", "holdfast.nhi");
    }
}
