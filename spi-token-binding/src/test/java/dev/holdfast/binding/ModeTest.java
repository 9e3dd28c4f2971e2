package dev.holdfast.binding;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModeTest {

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", " ", "enforce", "of", "none", "false"})
    void parse_unsetOrUnknown_enforces(String value) {
        assertThat(Mode.parse(value)).isEqualTo(Mode.ENFORCE);
    }

    @Test
    void parse_knownWord_inAnyCase() {
        assertThat(Mode.parse(" Observe ")).isEqualTo(Mode.OBSERVE);
        assertThat(Mode.parse("OFF")).isEqualTo(Mode.OFF);
    }

    @Test
    void and_twoModes_theWeakerHolds() {
        assertThat(Mode.ENFORCE.and(Mode.OBSERVE)).isEqualTo(Mode.OBSERVE);
        assertThat(Mode.OFF.and(Mode.ENFORCE)).isEqualTo(Mode.OFF);
    }
}
