package dev.holdfast.risk.signal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** docs/signals.md is written from the signals; {@code -Dholdfast.write-docs=true} writes it anew. */
class SignalsDocumentTest {

    private static final Path PAGE = Path.of("..", "docs", "signals.md");

    private static String page() {
        StringBuilder page = new StringBuilder(
                "# Signals\n\nWritten from the signals themselves; a test keeps it so."
                        + " Weights are log-likelihood ratios of theft against normal\nuse in nats; the score is their sum."
                        + " Only evidence of different groups is independent.\n\n| signal | group | what it watches |\n|---|---|---|\n");
        for (Signal signal : Signals.all()) {
            page.append("| `").append(signal.name()).append("` | ");
            page.append(signal.group().name().toLowerCase(Locale.ROOT)).append(" | ");
            page.append(signal.description()).append(" |\n");
        }
        return page.toString();
    }

    @Test
    void page_ofSignals_isWhatTheySay() throws IOException {
        if (Boolean.getBoolean("holdfast.write-docs")) {
            Files.writeString(PAGE, page());
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page());
    }

    @Test
    void names_ofSignals_areUnique() {
        assertThat(Signals.all()).extracting(Signal::name).doesNotHaveDuplicates();
    }
}
