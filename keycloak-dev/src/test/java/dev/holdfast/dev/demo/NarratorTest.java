package dev.holdfast.dev.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class NarratorTest {

    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();

    @Test
    void times_areAligned() {
        Narrator say = narrator(false, true);
        say.done("short", Duration.ofMillis(7));
        say.done("a little longer", Duration.ofMillis(1234));

        String[] lines = text().split("\n", -1);
        assertThat(lines[0]).endsWith(" 7.0 ms").hasSameSizeAs(lines[1]);
        assertThat(lines[1]).endsWith("1234.0 ms");
    }

    @Test
    void time_beforeItsReference_isNegative() {
        assertThat(Narrator.milliseconds(Duration.ofMillis(-3)).strip()).isEqualTo("-3.0 ms");
    }

    @Test
    void colours_areLeftOutWhenNotWanted() {
        narrator(false, true).step(1, "Title");

        assertThat(text()).doesNotContain("\u001b").contains(" 1  Title");
    }

    @Test
    void colours_areUsedWhenWanted() {
        narrator(true, true).failed("no");

        assertThat(text()).contains("\u001b[1;31m✗\u001b[0m no");
    }

    @Test
    void signs_beyondTheTerminalsAlphabet_areReplaced() {
        narrator(false, false).done("one → two …");

        assertThat(text().strip()).isEqualTo("+ one -> two ...");
    }

    private Narrator narrator(boolean colours, boolean unicode) {
        return new Narrator(new PrintStream(printed, true, StandardCharsets.UTF_8), colours, unicode);
    }

    private String text() {
        return printed.toString(StandardCharsets.UTF_8);
    }
}
