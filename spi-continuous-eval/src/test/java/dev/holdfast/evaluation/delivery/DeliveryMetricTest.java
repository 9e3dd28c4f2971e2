package dev.holdfast.evaluation.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The page for administrators names every metric as the code does. */
class DeliveryMetricTest {

    private static final Path PAGE = Path.of("..", "docs", "delivery.md");

    @Test
    void page_everyMetric_isTheOneOfTheCode() throws IOException {
        assertThat(Files.readString(PAGE)).contains(table());
    }

    private static String table() {
        return Arrays.stream(DeliveryMetric.values())
                .map(metric -> "| `" + metric.prometheus() + "` | "
                        + metric.labels().stream()
                                .map(label -> "`" + label + "`")
                                .collect(Collectors.joining(", "))
                        + " | " + metric.help() + " |")
                .collect(Collectors.joining("\n", "| metric | labels | |\n|---|---|---|\n", "\n"));
    }
}
